/** The results of one suite. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Names of skipped tests with their reason. */
  readonly skipped: readonly string[];
  /** What this run left to `npm run test:long`: whole programs, tests, and parts of tests. */
  readonly left: Left;
  /** The output needed to fix the failures; empty if there are none. */
  readonly details: string;
}

/** What a run left to `npm run test:long`. */
export interface Left {
  readonly programs: readonly { readonly name: string; readonly tests: number }[];
  /** Names of tests that did not run. */
  readonly tests: readonly string[];
  /** Reports of tests that did part of their work. */
  readonly samples: readonly string[];
}

/** Nothing left out. */
export const nothingLeft: Left = { programs: [], tests: [], samples: [] };

/** An empty tally, the start of a sum. */
export const emptyTally: Tally = { passed: 0, failed: 0, skipped: [], left: nothingLeft, details: "" };

/** One failure without a test: a suite that could not run counts as failed. */
export function oneFailure(details: string): Tally {
  return { ...emptyTally, failed: 1, details };
}

/** The sum of tallies, with their details concatenated. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failed: tallies.reduce((sum, tally) => sum + tally.failed, 0),
    skipped: tallies.flatMap(tally => tally.skipped),
    left: {
      programs: tallies.flatMap(({ left }) => left.programs),
      tests: tallies.flatMap(({ left }) => left.tests),
      samples: tallies.flatMap(({ left }) => left.samples),
    },
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

/** What was left to test:long, by suite and name; no lines if nothing was left. */
export function leftText(suites: readonly (readonly [name: string, tally: Tally])[]): string[] {
  const { programs, tests, samples } = sumTallies(suites.map(([, tally]) => tally)).left;
  if (programs.length + tests.length + samples.length === 0) return [];
  const inPrograms = programs.reduce((sum, program) => sum + program.tests, 0);
  const lines = suites.flatMap(([suite, { left }]) => [
    ...left.programs.map(({ name, tests: count }) => `  ${suite}: ${name}, ${counted(count, "test")}`),
    ...left.tests.map(name => `  ${suite}: "${name}"`),
    ...left.samples.map(report => `  ${suite}: only ${report}`),
  ]);
  const all = [
    `${counted(programs.length, "program")} with ${counted(inPrograms, "test")}`,
    counted(tests.length, "other test"),
    `the rest of ${counted(samples.length, "sample")}`,
  ];
  return [`Left for npm run test:long: ${all.join(", ")}.`, ...lines];
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
