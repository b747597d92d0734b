import type { TestContext } from "node:test";

/** Whether this is `npm run test:long`. */
export function isLong(): boolean {
  return process.env.HUB_LINEAGE_LONG === "1";
}

/** The start of the diagnostic line of a test that did only part of its work. */
const sampleMark = "a sample:";

/** The reason shown for a skipped test that only test:long runs. */
export const longOnlyReason = "only in npm run test:long";

/** How much of its work a test does: all of it in test:long, otherwise a sample, which it reports. */
export function sampled(t: TestContext, what: string, few: number, all: number): number {
  if (isLong()) return all;
  const [part, whole] = [few, all].map(number => number.toLocaleString("en-US"));
  t.diagnostic(`${sampleMark} ${part} of ${whole} ${what} in "${t.name}"`);
  return few;
}

/** The reason to skip a test that runs only in test:long; false in test:long. */
export const longOnly: string | false = isLong() ? false : longOnlyReason;

/** Options of a test of a list: `npm test` runs it for what it samples, `npm run test:long` for all. */
export const inSample = (isSampled: boolean) => ({ skip: isSampled ? false : longOnly });

/** The sample reports in the output of Node's test runner (TAP). */
export function samplesIn(tap: string): string[] {
  return [...tap.matchAll(new RegExp(`^\\s*# ${sampleMark} (.*)$`, "gm"))].map(([, report = ""]) => report);
}

/** Whether a test was skipped because it belongs to test:long. */
export function isLongOnly(reason: string): boolean {
  return reason.trim() === longOnlyReason;
}
