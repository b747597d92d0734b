import type { KnownModel } from "../../card/finding";
import { ageMs } from "../ports/clock";
import { absenceOf } from "../ports/errors";
import type { Lookup } from "../ports/index-port";

/** How long a model that was not found counts as missing and is not requested again, in ms. */
export const failureMemoryMs = 10 * 60 * 1000;

/** Converts an index lookup into what the card lint rules may know about a model; `now` in ms since 1970. */
export function knownModel(found: Lookup, now: number): KnownModel {
  if (found.state === "known") {
    const { model, parents, fetchedAt } = found.entry;
    const { gone } = found;
    const known = { state: "known", id: model.id, model, parents, at: fetchedAt } as const;
    return gone === undefined ? known : { ...known, gone: { orPrivate: gone.orPrivate } };
  }
  const isFresh = found.state === "failed" && ageMs(found.at, now) < failureMemoryMs;
  const absence = isFresh ? absenceOf(found.reason) : null;
  return absence === null ? { state: "unknown" } : { state: "missing", ...absence };
}
