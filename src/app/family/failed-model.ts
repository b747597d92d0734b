import { t } from "../../words/words";
import type { HubFailureReason } from "../ports/errors";

/** Why nothing is known about a model whose request failed, as a sentence; `place` is the Hub in words. */
export function failedModel(id: string, reason: HubFailureReason, place: string): string {
  if (reason.startsWith("missing")) return t`${id} does not exist on ${place}, or it is private.`;
  if (reason === "disabled") return t`${id} was disabled on ${place}.`;
  if (reason === "gated") return t`${id} is gated on ${place}.`;
  return t`${place} refused the request for ${id}.`;
}
