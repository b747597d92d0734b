import { ageMs } from "./ports/clock";

const steps: readonly (readonly [limitMs: number, unitMs: number, word: string])[] = [
  [60 * 60_000, 60_000, "minute"],
  [48 * 3_600_000, 3_600_000, "hour"],
  [Number.POSITIVE_INFINITY, 86_400_000, "day"],
];

/**
 * Says how long ago something was read: "just now", "3 hours ago", or "at an unknown time" for a date
 * from the future. Both times are in ms since 1970.
 */
export function ageInWords(at: number, now: number): string {
  const age = ageMs(at, now);
  if (age === Number.POSITIVE_INFINITY) return "at an unknown time";
  if (age < 60_000) return "just now";
  for (const [limit, unit, word] of steps) {
    if (age >= limit) continue;
    const n = Math.round(age / unit);
    return `${n} ${word}${n === 1 ? "" : "s"} ago`;
  }
  return "long ago";
}
