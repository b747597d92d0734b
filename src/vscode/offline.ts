import { config } from "./config";

/** Why the Hub is not asked, and how to change that; null where it is asked. */
export function whyOffline(offlineByEnvironment: boolean): string | null {
  if (offlineByEnvironment)
    return "The Hub is not asked, because HF_HUB_OFFLINE is set. Unset it and start VS Code again.";
  if (config.online === "off")
    return "The Hub is not asked, because hubLineage.online is off. Set it to auto or onDemand.";
  return null;
}
