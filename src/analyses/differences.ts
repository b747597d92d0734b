import type { AnalysisOptions, Difference, ResultTable } from "./analysis";

/** A difference in both modes, or in one of them. */
export interface ListedDifference extends Difference {
  /** The mode in which we differ; absent if in both. */
  readonly only?: AnalysisOptions["mode"];
}

/** The differences that apply in a mode. */
export function differencesIn(
  all: readonly ListedDifference[],
  mode: AnalysisOptions["mode"],
): readonly Difference[] {
  return all
    .filter(({ only }) => only === undefined || only === mode)
    .map(({ what, published, here }) => ({ what, published, here }));
}

/** The differences as a table. */
export function differencesTable(differs: readonly Difference[]): ResultTable {
  return {
    id: "differs",
    title: "How this differs from what was published",
    columns: ["what", "inPublication", "here"],
    rows: differs.map(({ what, published, here }) => [what, published, here]),
  };
}

/** What every analysis of links corrects. */
export const linkDifferences: readonly ListedDifference[] = [
  {
    what: "links to renamed models, and in another letter case",
    ...{ published: "left out", here: "found, counted, and listed (inventory, declared parents)" },
    only: "corrected",
  },
  {
    what: "models that name themselves as parents",
    ...{ published: "count as edges", here: "left out" },
    only: "corrected",
  },
];
