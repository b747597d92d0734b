import type { LineageColumns, NumberName, TraitName } from "../columns/columns";
import type { Relation } from "../lineage/model";
import type { AuthorTables } from "../organizations/author-sources";
import type { CountingMode } from "../statistics/transitions";
import type { JudgeCards } from "./judged-cards";

/** How to run an analysis; the same options on the same columns give the same result. */
export interface AnalysisOptions {
  /** `paper`: exactly as published, self-references included; `corrected`: with known defects fixed. */
  readonly mode: CountingMode;
  /** The seed of all random draws. */
  readonly seed: number;
  /** 1 for each model that the figures are limited to (see scope.ts); null for all. */
  readonly within: Uint8Array | null;
  /** Counts only edges of one relation; null for all. */
  readonly relation: Relation | null;
  /** Resamples per interval, and draws of each null (default 999); 0 for neither. */
  readonly draws?: number;
  /** How many of the most frequent values drift orders (default 20). */
  readonly top?: number;
  /** Pairs of each kind that similarity draws (default 5,000), and resamples per interval (default 1,000). */
  readonly samples?: number;
  readonly resamples?: number;
  /** Which of the analysis's `measures` to run; all if absent. */
  readonly measures?: readonly string[];
  /** What is known of authors beside the shipped table. */
  readonly authors?: AuthorTables;
  /** Lints what the columns tell of cards; without it, no card is judged. */
  readonly judgeCards?: JudgeCards;
  /** The organization that the scope names. */
  readonly organization?: string;
  /** An older snapshot to compare with, and its models in the scope (null for all). */
  readonly older?: { readonly columns: LineageColumns; readonly within: Uint8Array | null };
}

/** The most values that drift orders: up to as many, every order can be compared. */
export const mostOrdered = 22;

/** How much of the index a figure is based on: `known` of `total` models or edges have what it needs. */
export interface Coverage {
  readonly what: string;
  readonly unit: "models" | "edges" | "links";
  readonly known: number;
  readonly total: number;
}

/** One value of a table; null for none. */
export type Cell = string | number | boolean | null;

/** A table of results; each row has one cell per column. */
export interface ResultTable {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * How to draw a table, as data: which columns go where. `bars`: y by x, with an interval if there are `low` and `high`; `lines` and `points`: x and y,
 * where lines take a logarithmic scale for y only; `slopes`: from x
 * to y for each `label`; `ranges`: x with an interval from `low` to `high`; `patterns`: the same for kinds of pairs, by their
 * local patterns of descent; `flow`: streams from x to y of width `size`, or
 * a matrix of them with the values in the order of the table named by `order`, filled if `certain`. `by` sets the colors.
 */
export interface Picture {
  readonly title: string;
  readonly kind: "bars" | "lines" | "points" | "slopes" | "ranges" | "patterns" | "flow";
  readonly table: string;
  readonly x: string;
  readonly y: string;
  readonly by?: string;
  readonly label?: string;
  /** Draws only the rows with this value of `label`. */
  readonly only?: string;
  readonly low?: string;
  readonly high?: string;
  readonly size?: string;
  readonly certain?: string;
  /** The share of optimal orders that agree, for flows with an order. */
  readonly support?: string;
  /** A column with the published value of `x`, which bars mark. */
  readonly published?: string;
  /** A column that says why a point of a line is unlike the others, which are drawn open; null for the others. */
  readonly open?: string;
  readonly order?: string;
  /** The values that have colors (on the left of a flow, or of bars) are licenses, with the colors of their classes. */
  readonly licenses?: true;
  readonly logX?: true;
  readonly logY?: true;
}

/** A published figure to compare with ours. */
export interface PublishedFigure {
  readonly what: string;
  readonly value: number;
  /** Our figure, if it measures the same quantity. */
  readonly ours: number | null;
  /** Where it was published, and for which data. */
  readonly source: string;
}

/** How a sentence writes a figure; `gigabytes`, `kilograms`, and single parameters are the units of the cell. */
export type FigureForm = "words" | "count" | "percent" | "number" | "gigabytes" | "parameters" | "kilograms";

/** A number or name in a sentence, as the cell of a table: row `row`, from 0, of the table named `table`. */
export interface Figure {
  readonly table: string;
  readonly row: number;
  readonly column: string;
  readonly form: FigureForm;
}

/** A sentence in parts: text, and figures that are read from the tables, so that the two cannot differ. */
export type Sentence = readonly (string | Figure)[];

/** Whether data agree with a claim; `not decidable` if they lack what it speaks of. */
export type Verdict = "confirmed" | "refuted" | "not decidable";

/** A published claim, and what these data say of it. */
export interface Claim {
  readonly claim: string;
  readonly verdict: Verdict;
  readonly reason: Sentence;
}

/** How much a few clusters weigh in a figure, and what it is without the largest. */
export interface Weighing {
  readonly clusters: number;
  /** Kish's effective number of clusters. */
  readonly effective: number;
  readonly largest: string;
  readonly share: number;
  readonly without: number | null;
  /** The cluster that moves the figure most, and the figure without it. */
  readonly deciding: string;
  readonly withoutDeciding: number | null;
  /** The 95% interval that draws whole clusters. */
  readonly low: number | null;
  readonly high: number | null;
}

/** A main figure of a report, with all that a reader needs to judge it; what is absent does not apply. */
export interface Headline {
  readonly what: string;
  readonly estimate: number | null;
  /** The 95% interval. */
  readonly low?: number | null;
  readonly high?: number | null;
  /** The figure is based on `n` of `of` units. */
  readonly n: number | null;
  readonly of: number | null;
  readonly unit: string;
  readonly leftOut?: string;
  readonly published?: number | null;
  /** What chance alone gives. */
  readonly chance?: { readonly mean: number; readonly sd: number; readonly p: number } | null;
  /** The same figure with links as declared, before any was repaired. */
  readonly asDeclared?: number | null;
  readonly parents?: Weighing | null;
  readonly families?: Weighing | null;
  /** Each parent counted once. */
  readonly meanOverParents?: number | null;
  /** How it is computed, in a line. */
  readonly method: string;
}

/** Something that is counted in another way than in the publication that an analysis follows. */
export interface Difference {
  readonly what: string;
  readonly published: string;
  readonly here: string;
}

/** What an analysis finds; `result` is plain JSON, the tables are for reading and drawing. */
export interface Findings<Result> {
  /** The main finding, with a number and its interval; absent if the data lack what it needs. */
  readonly finding?: Sentence;
  /** The main figures; absent if there is nothing to count. */
  readonly summary?: readonly Headline[];
  /** What the source claims, for sources that state claims rather than figures. */
  readonly claims?: readonly Claim[];
  /** How the counts differ from the published ones, in the mode that was run. */
  readonly differs?: readonly Difference[];
  readonly coverage: readonly Coverage[];
  readonly result: Result;
  readonly tables: readonly ResultTable[];
  readonly pictures: readonly Picture[];
  readonly published: readonly PublishedFigure[];
}

/** Columns of the index that an analysis reads; without them, its coverage is 0. */
export type NeededColumn = TraitName | NumberName | "card";

/** Finds the models that a row of a table counts, in no particular order; none for an unknown row. */
export type ModelsOfRow = (
  columns: LineageColumns,
  options: AnalysisOptions,
  row: readonly Cell[],
) => readonly number[];

/** An analysis of an entire index. */
export interface Analysis<Result = unknown> {
  readonly id: string;
  readonly title: string;
  /** What it counts, in a few sentences. */
  readonly definition: string;
  /** Where the definition comes from. */
  readonly source: string;
  readonly needs: readonly NeededColumn[];
  /** If it combines several measurements: their ids, each of which can be run alone. */
  readonly measures?: readonly string[];
  /** Whether it counts edges, so that links that do not resolve limit its figures. */
  readonly readsLinks?: true;
  /** Whether it knows published values for single relations, and compares with those of the relation that is counted. */
  readonly comparesRelations?: true;
  /** Whether it reads what authors are, so that the user's own table and the Hub's answers count. */
  readonly readsAuthors?: true;
  /** What it cannot do without beside the snapshot: another one that is older, or a scope with an organization. */
  readonly requires?: "older" | "organization";
  /** Whether it takes too long to run unasked. */
  readonly takesLong?: true;
  run(columns: LineageColumns, options: AnalysisOptions): Findings<Result>;
  /** The summary that `run` finds, for those that can do with less than all of it. */
  readonly summaryAlone?: (columns: LineageColumns, options: AnalysisOptions) => readonly Headline[];
  /** By table id: which models a row counts, for tables whose rows count models. */
  readonly models?: Readonly<Record<string, ModelsOfRow>>;
}

/** The paper that these analyses follow, and the two states of its data that figures were published for. */
export const paper = {
  source: "Laufer, Oderinwale, and Kleinberg, Anatomy of a Machine Learning Ecosystem, arXiv:2508.06811",
  july2025: "arXiv:2508.06811, 1,860,411 models of July 2025, all relations",
  finetunes: "the paper's code at 9d172b3, 189,391 finetune edges of July 2025",
} as const;
