import type { Analysis, AnalysisOptions, NeededColumn, ResultTable } from "../../analyses/analysis";
import {
  type AnalysisReport,
  type AnalysisRun,
  cellInWords,
  coverageInWords,
  provenance,
  publishedTable,
} from "../../analyses/report";
import { modelsWithin } from "../../analyses/scope";
import { scopeInWords } from "../../analyses/scope-words";
import type { LineageColumns } from "../../columns/columns";
import { rowsToCsv } from "../../lineage/export/csv-writer";
import { inertMarkdown } from "../../lineage/inert-markdown";
import { UserError } from "../ports/errors";
import type { AnalysisLoss, SnapshotColumn } from "../ports/snapshot-ports";

/** Runs an analysis. The same columns and options give the same report. Throws UserError if the scope has no models. */
export function runAnalysis(
  analysis: Analysis,
  columns: LineageColumns,
  { mode, seed, scope, measures }: AnalysisRun,
): AnalysisReport {
  const { id, title, definition, source, models } = analysis;
  const chosen = analysis.measures === undefined || measures === undefined ? {} : { measures };
  const found = analysis.run(columns, { ...optionsOf(columns, { mode, seed, scope }), ...chosen });
  const listed = Object.keys(models ?? {});
  return { id, title, definition, source, mode, seed, scope, ...chosen, listed, ...found };
}

/** Returns the options for an analysis of the columns. Throws UserError if the scope has no models. */
export function optionsOf(columns: LineageColumns, { mode, seed, scope }: AnalysisRun): AnalysisOptions {
  const within = modelsWithin(columns, scope);
  if (within?.includes(1) === false)
    throw new UserError(`No models in the snapshot match ${scopeInWords(scope)}. Choose a wider scope.`);
  return { mode, seed, within, relation: null };
}

/** The table columns that each needed column can be read from; any one of them is enough. */
const origins: Readonly<Record<NeededColumn, readonly SnapshotColumn[]>> = {
  license: ["tags"],
  language: ["tags"],
  dataset: ["tags"],
  paper: ["tags"],
  tag: ["tags"],
  task: ["pipeline_tag"],
  library: ["library_name"],
  createdAt: ["createdAt"],
  downloads: ["downloads"],
  likes: ["likes"],
  parameters: ["safetensors.total", "gguf"],
  cardLength: ["modelCard"],
  cardGenerated: ["modelCard"],
  card: ["modelCard"],
};

/** The analyses limited by columns missing from a table, each with the columns it would need. */
export function losses(
  analyses: readonly Pick<Analysis, "id" | "needs">[],
  columns: readonly SnapshotColumn[],
): readonly AnalysisLoss[] {
  return analyses.flatMap(({ id, needs }) => {
    const lacking = needs.filter(need => !origins[need].some(origin => columns.includes(origin)));
    const missing = [...new Set(lacking.map(need => origins[need].join(" or ")))];
    return missing.length === 0 ? [] : [{ id, missing }];
  });
}

/** A report as JSON: `{id, title, coverage, result, source}`, plus the mode, seed, scope, and measures used. */
export function reportToJson(report: AnalysisReport): string {
  const { id, title, coverage, result, source, mode, seed, scope, measures } = report;
  const limited = {
    ...(scopeInWords(scope) === null ? {} : { scope }),
    ...(measures === undefined ? {} : { measures }),
  };
  return `${JSON.stringify({ id, title, coverage, result, source, mode, seed, ...limited }, null, 2)}\n`;
}

/** Several reports as a JSON list. */
export function reportsToJson(reports: readonly AnalysisReport[]): string {
  return `[\n${reports.map(report => reportToJson(report).trimEnd()).join(",\n")}\n]\n`;
}

/** A report's tables as CSV, one after another, each with its own header; every row starts with the table's name. */
export function reportToCsv({ id, tables }: AnalysisReport): string {
  return tables
    .map(({ id: table, columns, rows }) =>
      rowsToCsv({ columns: ["table", ...columns], rows: rows.map(row => [`${id}/${table}`, ...row]) }),
    )
    .join("\r\n");
}

const mostRows = 50;

/** A table as shown in a document: its first rows, and how many were left out. */
export type ShownTable = ResultTable & { readonly left: number };

/** The tables shown in a document: the first rows of each, plus the published figures. */
export function shownTables({ tables, published }: AnalysisReport): readonly ShownTable[] {
  const all = published.length === 0 ? tables : [...tables, publishedTable(published)];
  return all
    .filter(({ rows }) => rows.length > 0)
    .map(table => ({
      ...table,
      rows: table.rows.slice(0, mostRows),
      left: Math.max(0, table.rows.length - mostRows),
    }));
}

/** The note under a truncated table. */
export function leftInWords(left: number): string {
  return `and ${left.toLocaleString("en-US")} more ${left === 1 ? "row" : "rows"} in the CSV export`;
}

/** A report as a Markdown document. Values are escaped: none of them can become a link, markup, or a new cell. */
export function reportToMarkdown(report: AnalysisReport): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const table = ({ title, columns, rows, left }: ShownTable) => [
    `## ${inertMarkdown(title)}`,
    "",
    line(columns.map(inertMarkdown)),
    line(columns.map((_, at) => (rows.some(row => typeof row[at] === "number") ? "---:" : "---"))),
    ...rows.map(row => line(row.map(cell => inertMarkdown(cellInWords(cell))))),
    "",
    ...(left > 0 ? [`… ${leftInWords(left)}.`, ""] : []),
  ];
  const lines = [
    `# ${inertMarkdown(report.title)}`,
    "",
    inertMarkdown(report.definition),
    "",
    ...report.coverage.map(coverage => `- ${inertMarkdown(coverageInWords(coverage))}`),
    "",
    ...shownTables(report).flatMap(table),
    inertMarkdown(provenance(report)),
    "",
  ];
  return lines.join("\n");
}
