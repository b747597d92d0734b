/** One figure of a benchmark. */
export interface BenchRow {
  readonly what: string;
  readonly value: number;
  /** "ms", "MB", "requests", … */
  readonly unit: string;
  /** What the figure is compared to, in the same unit. */
  readonly beside?: number;
  /** value / beside. */
  readonly ratio?: number;
}

/** What a program in test/bench exports. */
export interface Bench {
  /** One line that says what is measured. */
  readonly title: string;
  /** Programs that setup.mjs installs before the run. */
  readonly needs?: readonly "vscode"[];
  run(): Promise<readonly BenchRow[]>;
}
