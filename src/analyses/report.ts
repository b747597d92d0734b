import type { Relation } from "../lineage/model";
import { type AuthorSources, tablesInWords, type UsedTables } from "../organizations/author-sources";
import type { AnalysisOptions, Cell, Coverage, Findings, PublishedFigure, ResultTable } from "./analysis";
import type { Scope } from "./scope";
import { scopeInWords } from "./scope-words";

/** What an analysis found, with everything that a reader needs to know. */
export interface AnalysisReport extends Findings<unknown> {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly source: string;
  readonly mode: AnalysisOptions["mode"];
  readonly seed: number;
  readonly scope: Scope;
  /** The chosen measures; absent if all were run. */
  readonly measures?: readonly string[];
  /** The only relation whose edges were counted; absent for all. */
  readonly relation?: Relation;
  /** How many values were ordered, if the user said so. */
  readonly top?: number;
  /** The tables that told the kinds of authors; absent if the analysis reads none. */
  readonly authors?: UsedTables;
  /** Ids of the tables whose rows count models that can be listed. */
  readonly listed: readonly string[];
}

/** A drawn picture of a report, for an HTML page. */
export interface PagePicture {
  readonly title: string;
  /** An `svg` element, in which every value is escaped. */
  readonly svg: string;
  /** The legend: the name and the zero-based color number of each series. */
  readonly series: readonly { readonly name: string; readonly color: number }[];
}

/** A picture that is also a file of its own, in light colors: SVG, and PDF in ASCII. */
export interface ReportFigure extends PagePicture {
  /** The id of the table that it draws. */
  readonly table: string;
  readonly file: { readonly svg: string; readonly pdf: string };
}

/** A file of a published report: its path below a folder, with `/`, and its text in UTF-8. */
export interface PublishedFile {
  readonly path: string;
  readonly text: string;
}

/** Which analysis to run, and how. */
export interface AnalysisRun {
  readonly mode: AnalysisOptions["mode"];
  readonly seed: number;
  readonly scope: Scope;
  /** Ids of measures, for analyses that have any (see `readMeasures`); all if absent. */
  readonly measures?: readonly string[];
  /** Counts only edges of this relation; all if absent. */
  readonly relation?: Relation;
  /** How many of the most frequent values drift orders; 20 if absent. */
  readonly top?: number;
  /** What is known of authors beside the shipped table, for analyses that read kinds of authors. */
  readonly authors?: AuthorSources;
}

/** What narrows a run down, without what is absent. */
export function narrowing({ relation, top }: Pick<AnalysisRun, "relation" | "top">) {
  return { ...(relation === undefined ? {} : { relation }), ...(top === undefined ? {} : { top }) };
}

/** An analysis that the user can choose. */
export interface AnalysisChoice {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  /** Whether it takes too long to run unasked. */
  readonly takesLong: boolean;
}

/** A row in one of an analysis's tables. */
export interface RowPlace {
  /** The id of the table. */
  readonly table: string;
  readonly row: readonly Cell[];
}

/** The models behind a figure: how many there are, and the most downloaded of them. */
export interface ListedModels {
  readonly total: number;
  readonly models: readonly { readonly id: string; readonly downloads: number | null }[];
}

/** How a report describes its counting mode. */
const modeWords: Readonly<Record<AnalysisOptions["mode"], string>> = {
  paper: "counted exactly as published",
  corrected: "counted with known defects of the published method fixed",
};

/** Where the figures of a report come from, in one sentence. */
export function provenance(report: AnalysisReport): string {
  const { source, mode, seed, scope, measures, relation, top, authors } = report;
  const limited = scopeInWords(scope);
  const parts = [`Source: ${source}`, `${modeWords[mode]}, seed ${seed}`];
  if (measures !== undefined) parts.push(`only ${measures.join(", ")}`);
  if (relation !== undefined) parts.push(`only edges of relation ${relation}`);
  if (top !== undefined) parts.push(`the ${top} most frequent values in order`);
  if (limited !== null) parts.push(`limited to ${limited}`);
  if (authors !== undefined) parts.push(`kinds of authors by ${tablesInWords(authors)}`);
  return `${parts.join("; ")}.`;
}

/**
 * A cell for display: integers with thousands separators, except in a column of years; other numbers with four digits,
 * and without decimals from a million on.
 */
export function cellInWords(cell: Cell, column = ""): string {
  if (cell === null) return "";
  if (typeof cell !== "number" || column === "year") return String(cell);
  if (Number.isInteger(cell)) return cell.toLocaleString("en-US");
  const size = Math.abs(cell);
  return size >= 1_000
    ? cell.toLocaleString("en-US", { maximumFractionDigits: size >= 1_000_000 ? 0 : 1 })
    : cell.toPrecision(4);
}

/** How much of the index a figure is based on, in words. */
export function coverageInWords({ what, unit, known, total }: Coverage): string {
  const share = total === 0 ? "" : ` (${((100 * known) / total).toFixed(1)}%)`;
  return `${what}: ${known.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} ${unit}${share}`;
}

/** The published figures as a table, next to ours. */
export function publishedTable(published: readonly PublishedFigure[]): ResultTable {
  return {
    id: "published",
    title: "Compared with published figures",
    columns: ["figure", "published", "here", "source"],
    rows: published.map(({ what, value, ours, source }) => [what, value, ours, source]),
  };
}
