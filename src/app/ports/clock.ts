/** The current time in ms since 1970. */
export type Clock = () => number;

/** How far apart right clocks may be, in ms. A date that is further in the future comes from a wrong clock. */
export const clockDifferenceMs = 5 * 60_000;

/**
 * How long ago something was, in ms; infinite if that is not known, because its date is in the future or is 0, which stands
 * for such dates. All times are in ms since 1970.
 */
export function ageMs(at: number, now: number): number {
  return at <= 0 || at > now + clockDifferenceMs ? Number.POSITIVE_INFINITY : Math.max(0, now - at);
}
