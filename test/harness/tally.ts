/** How the tests of one suite ended. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Names of skipped tests with their reason. */
  readonly skipped: readonly string[];
  /** What a person needs to mend the failures; empty when there are none. */
  readonly details: string;
}

/** A tally of nothing, the start of a sum. */
export const emptyTally: Tally = { passed: 0, failed: 0, skipped: [], details: "" };

/** One failure that is no test of its own: a suite that could not run counts as failed. */
export function oneFailure(details: string): Tally {
  return { ...emptyTally, failed: 1, details };
}

/** The sum of tallies, details one below the other. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failed: tallies.reduce((sum, tally) => sum + tally.failed, 0),
    skipped: tallies.flatMap(tally => tally.skipped),
    details: tallies
      .map(tally => tally.details)
      .filter(Boolean)
      .join("\n"),
  };
}

/** "12 passed, 0 failed", with ", 1 skipped" when there are any. */
export function tallyText({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`;
}
