import type { Family } from "../lineage/family";
import { count } from "../lineage/in-words";
import { countable, t } from "../words/words";
import { ageMs } from "./ports/clock";

const steps: readonly (readonly [limitMs: number, unitMs: number, word: string])[] = countable([
  [60 * 60_000, 60_000, "minute"],
  [48 * 3_600_000, 3_600_000, "hour"],
  [Number.POSITIVE_INFINITY, 86_400_000, "day"],
]);

/** Where an entry comes from and how old it is: "read 3 hours ago", or "from the snapshot of 2026-01-31". */
export function sourceInWords(
  { fetchedAt, snapshotAt }: { readonly fetchedAt: number; readonly snapshotAt?: number },
  now: number,
): string {
  return snapshotAt === undefined ? t`read ${ageInWords(fetchedAt, now)}` : snapshotInWords(snapshotAt);
}

/** "from the snapshot of 2026-01-31"; without the date if it is null or 0, which mean that it is not known. */
export function snapshotInWords(takenAt: number | null): string {
  if (!takenAt) return t`from the snapshot`;
  return t`from the snapshot of ${new Date(takenAt).toISOString().slice(0, 10)}`;
}

/**
 * How old the parts of a family are: what was read from the Hub, and what comes from the snapshot; null if nothing was read.
 * "3 minutes ago", "all from the snapshot of 2026-01-31", "3 minutes ago, 5,184 models from the snapshot of 2026-01-31".
 */
export function familyAge(
  { oldestAt, snapshot }: Pick<Family, "oldestAt" | "snapshot">,
  now: number,
): string | null {
  const read = oldestAt === null ? null : ageInWords(oldestAt, now);
  if (!snapshot) return read;
  const below = snapshotInWords(snapshot.takenAt);
  return read === null ? t`all ${below}` : t`${read}, ${count(snapshot.models, "model")} ${below}`;
}

/**
 * Says how long ago something was read: "just now", "3 hours ago", or "at an unknown time" for a date
 * from the future. Both times are in ms since 1970.
 */
export function ageInWords(at: number, now: number): string {
  const age = ageMs(at, now);
  if (age === Number.POSITIVE_INFINITY) return t`at an unknown time`;
  if (age < 60_000) return t`just now`;
  for (const [limit, unit, word] of steps) {
    if (age >= limit) continue;
    const n = Math.round(age / unit);
    return t`${count(n, word)} ago`;
  }
  return t`long ago`;
}
