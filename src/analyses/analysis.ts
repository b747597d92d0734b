import type { LineageColumns, NumberName, TraitName } from "../columns/columns";
import type { Relation } from "../lineage/model";
import type { CountingMode } from "../statistics/transitions";

/** How an analysis is run; the same options on the same columns give the same result. */
export interface AnalysisOptions {
  /** `paper`: exactly as published, self-references and all; `corrected`: its known defects mended. */
  readonly mode: CountingMode;
  /** Of everything that is drawn at random. */
  readonly seed: number;
  /** 1 for each model that the figures are limited to (scope.ts); null for all. */
  readonly within: Uint8Array | null;
  /** Counts only edges of one relation; null for all. */
  readonly relation: Relation | null;
  /** Pairs that similarity draws of each kind (5,000 where absent), and resamples of each interval (1,000). */
  readonly samples?: number;
  readonly resamples?: number;
  /** Of the analysis' `measures` those that are run; all where absent. */
  readonly measures?: readonly string[];
}

/** How much of the index a figure rests on: `known` of `total` models or edges had what it needs. */
export interface Coverage {
  readonly what: string;
  readonly unit: "models" | "edges";
  readonly known: number;
  readonly total: number;
}

/** One value of a table; null where there is none. */
export type Cell = string | number | boolean | null;

/** A table of results; each row has one cell for each column. */
export interface ResultTable {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * How to draw a table, as data: which columns go where. `bars`: y by x; `lines` and `points`: x and y; `slopes`: from x to y for
 * each `label`; `ranges`: x with an interval from `low` to `high`; `flow`: arrows from x to y of the width `size`, the values in
 * the order of the table named by `order`, solid where `certain`. `by` gives colors.
 */
export interface Picture {
  readonly title: string;
  readonly kind: "bars" | "lines" | "points" | "slopes" | "ranges" | "flow";
  readonly table: string;
  readonly x: string;
  readonly y: string;
  readonly by?: string;
  readonly label?: string;
  readonly low?: string;
  readonly high?: string;
  readonly size?: string;
  readonly certain?: string;
  readonly order?: string;
  readonly logX?: true;
  readonly logY?: true;
}

/** A published figure, to be set beside ours. */
export interface PublishedFigure {
  readonly what: string;
  readonly value: number;
  /** Ours, where it is the same quantity. */
  readonly ours: number | null;
  /** Where it was published, and of which data. */
  readonly source: string;
}

/** What an analysis finds; `result` is plain JSON, the tables are for reading and drawing. */
export interface Findings<Result> {
  readonly coverage: readonly Coverage[];
  readonly result: Result;
  readonly tables: readonly ResultTable[];
  readonly pictures: readonly Picture[];
  readonly published: readonly PublishedFigure[];
}

/** Columns of the index that an analysis reads; without one of them it says that it has nothing, in its coverage. */
export type NeededColumn = TraitName | NumberName | "card";

/** Finds the models that a row of a table counts, in no order; none where the row is not one of the table's. */
export type ModelsOfRow = (
  columns: LineageColumns,
  options: AnalysisOptions,
  row: readonly Cell[],
) => readonly number[];

/** One analysis of a whole index. */
export interface Analysis<Result = unknown> {
  readonly id: string;
  readonly title: string;
  /** What is counted, in a few sentences. */
  readonly definition: string;
  /** Where the definition is from. */
  readonly source: string;
  readonly needs: readonly NeededColumn[];
  /** Where it is several measurements in one: their ids, each of which can be run alone. */
  readonly measures?: readonly string[];
  /** Whether it takes longer than a person waits for without having asked. */
  readonly takesLong?: true;
  run(columns: LineageColumns, options: AnalysisOptions): Findings<Result>;
  /** By the id of a table: which models stand behind its rows, where rows count models. */
  readonly models?: Readonly<Record<string, ModelsOfRow>>;
}

/** The paper whose analyses these are, and the two states of its data that figures are published of. */
export const paper = {
  source: "Laufer, Oderinwale and Kleinberg, Anatomy of a Machine Learning Ecosystem, arXiv:2508.06811",
  july2025: "arXiv:2508.06811, 1,860,411 models of July 2025, all relations",
  finetunes: "the paper's code at 9d172b3, 189,391 finetune edges of July 2025",
} as const;
