import type { AnalysisOptions, Cell, Coverage, Findings, PublishedFigure, ResultTable } from "./analysis";
import type { Scope } from "./scope";
import { scopeInWords } from "./scope-words";

/** What an analysis found, with all that a reader needs beside it. */
export interface AnalysisReport extends Findings<unknown> {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly source: string;
  readonly mode: AnalysisOptions["mode"];
  readonly seed: number;
  readonly scope: Scope;
  /** The measures that were chosen; absent where all were run. */
  readonly measures?: readonly string[];
  /** Ids of the tables whose rows count models that can be listed. */
  readonly listed: readonly string[];
}

/** A drawn picture of a report, for a page of HTML. */
export interface PagePicture {
  readonly title: string;
  /** An `svg` element, in which every value is escaped. */
  readonly svg: string;
  /** What its colors mean: names with the number of their color, from 0. */
  readonly series: readonly { readonly name: string; readonly color: number }[];
}

/** How an analysis is to be run. */
export interface AnalysisRun {
  readonly mode: AnalysisOptions["mode"];
  readonly seed: number;
  readonly scope: Scope;
  /** Ids of measures, for the analyses that have any (`readMeasures`); all where absent. */
  readonly measures?: readonly string[];
}

/** An analysis to choose. */
export interface AnalysisChoice {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  /** Whether it takes longer than a person waits for without having asked. */
  readonly takesLong: boolean;
}

/** A row of one of an analysis' tables. */
export interface RowPlace {
  /** The id of the table. */
  readonly table: string;
  readonly row: readonly Cell[];
}

/** Models that stand behind a figure: how many there are, and the most downloaded of them. */
export interface ListedModels {
  readonly total: number;
  readonly models: readonly { readonly id: string; readonly downloads: number | null }[];
}

/** How a report calls the way in which it counted. */
const modeWords: Readonly<Record<AnalysisOptions["mode"], string>> = {
  paper: "counted exactly as published",
  corrected: "counted with the published way's known defects mended",
};

/** Where the figures of a report come from, in a sentence. */
export function provenance({ source, mode, seed, scope, measures }: AnalysisReport): string {
  const limited = scopeInWords(scope);
  const parts = [`Source: ${source}`, `${modeWords[mode]}, seed ${seed}`];
  if (measures !== undefined) parts.push(`only ${measures.join(", ")}`);
  if (limited !== null) parts.push(`limited to ${limited}`);
  return `${parts.join("; ")}.`;
}

/** A number as people read it: whole with thousands, else four digits. */
export function cellInWords(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "number") return String(cell);
  if (Number.isInteger(cell)) return cell.toLocaleString("en-US");
  return Math.abs(cell) >= 1_000
    ? cell.toLocaleString("en-US", { maximumFractionDigits: 1 })
    : cell.toPrecision(4);
}

/** How much of the index a figure rests on, in words. */
export function coverageInWords({ what, unit, known, total }: Coverage): string {
  const share = total === 0 ? "" : ` (${((100 * known) / total).toFixed(1)} %)`;
  return `${what}: ${known.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} ${unit}${share}`;
}

/** The published figures as a table, ours beside them. */
export function publishedTable(published: readonly PublishedFigure[]): ResultTable {
  return {
    id: "published",
    title: "Beside what was published",
    columns: ["figure", "published", "here", "source"],
    rows: published.map(({ what, value, ours, source }) => [what, value, ours, source]),
  };
}
