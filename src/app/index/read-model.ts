import type { Asking } from "../ports/asking";
import type { Clock } from "../ports/clock";
import { HubError, remembered } from "../ports/errors";
import type { Hub } from "../ports/hub-port";
import type { Index } from "../ports/index-port";

/** Dependencies of `readModel`. */
export interface ModelParts {
  readonly hub: Pick<Hub, "model">;
  readonly index: Pick<Index, "putModel" | "putModelChecked" | "putFailure">;
  readonly clock: Clock;
}

/**
 * Reads one model into the index and returns its current id; if the Hub confirms the `etag`, the stored data is marked
 * fresh. Throws HubError, also for another model that the Hub sends without a redirect; a failure that concerns the id itself
 * is stored first.
 */
export async function readModel(
  { hub, index, clock }: ModelParts,
  { name, etag }: { readonly name: string; readonly etag: string | null },
  ask: Asking,
): Promise<{ readonly id: string; readonly stored: boolean }> {
  try {
    const answer = await hub.model(name, { ...ask, etag });
    const at = clock();
    if (answer.body === null) {
      await index.putModelChecked({ id: name, etag: answer.etag ?? etag, at });
      return { id: name, stored: false };
    }
    const { id } = await index.putModel({ asked: name, body: answer.body, at, moved: answer.moved });
    if (answer.etag !== null) await index.putModelChecked({ id, etag: answer.etag, at });
    return { id, stored: true };
  } catch (error) {
    if (error instanceof HubError && remembered.has(error.reason))
      await index.putFailure({ id: name, reason: error.reason, at: clock() });
    throw error;
  }
}
