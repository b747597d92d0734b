import { t } from "../words/words";
import { config } from "./config";

/** Why Hub access is off and how to turn it on; null if it is on. */
export function whyOffline(offlineByEnvironment: boolean): string | null {
  if (offlineByEnvironment)
    return t`Hub access is off because HF_HUB_OFFLINE is set. To turn it on, unset the variable and restart VS Code.`;
  if (config.online === "off")
    return t`Hub access is off because hubLineage.online is set to off. To turn it on, set it to auto or onDemand.`;
  return null;
}
