import type {
  Analysis,
  AnalysisOptions,
  Findings,
  Headline,
  NeededColumn,
  ResultTable,
} from "../../analyses/analysis";
import { columnInWords } from "../../analyses/column-words";
import { differencesTable } from "../../analyses/differences";
import { summaryTables } from "../../analyses/headlines";
import {
  type AnalysisReport,
  type AnalysisRun,
  cellInWords,
  coverageInWords,
  narrowing,
  provenance,
  publishedTable,
} from "../../analyses/report";
import { linkCoverage, modelsWithin } from "../../analyses/scope";
import { scopeInWords } from "../../analyses/scope-words";
import { claimTable, findingInWords, sentenceInWords } from "../../analyses/sentence";
import type { LineageColumns } from "../../columns/columns";
import { repairedColumns } from "../../columns/repaired-links";
import { rowsToCsv } from "../../lineage/export/csv-writer";
import { count } from "../../lineage/in-words";
import { inertMarkdown } from "../../lineage/text/inert-markdown";
import { authorTables, usedTables } from "../../organizations/author-sources";
import { inEnglish } from "../../words/words";
import { UserError } from "../ports/errors";
import type { AnalysisLoss, SnapshotColumn } from "../ports/snapshot-ports";
import { judgeCards } from "./snapshot-cards";

/**
 * Runs an analysis, with the columns of an older snapshot for those that compare. The same columns and options give the
 * same report. Throws UserError if the scope has no models.
 */
export function runAnalysis(
  analysis: Analysis,
  columns: LineageColumns,
  { measures, ...run }: AnalysisRun,
  older?: LineageColumns,
): AnalysisReport {
  const { mode, seed, scope, authors } = run;
  const { id, title, definition, source, models, readsAuthors, readsLinks } = analysis;
  const chosen = analysis.measures === undefined || measures === undefined ? {} : { measures };
  const compared = older === undefined ? undefined : countedColumns(older, mode);
  const inside = (each: LineageColumns): AnalysisOptions => ({
    ...optionsOf(each, run),
    ...(compared === undefined
      ? {}
      : { older: { columns: compared, within: modelsWithin(compared, scope) } }),
    ...chosen,
  });
  const counted = countedColumns(columns, mode);
  const options = inside(counted);
  const found = comparable(analysis.run(counted, options), run, analysis);
  const before = readsLinks && analysis.takesLong !== true ? counted.repaired?.before : undefined;
  const asDeclared = before === undefined ? [] : summaryAlone(analysis, before, inside(before));
  const summary = (found.summary ?? []).map((line): Headline => {
    const earlier = asDeclared.find(({ what }) => what === line.what)?.estimate;
    return earlier === undefined ? line : { ...line, asDeclared: earlier };
  });
  const coverage = readsLinks ? [linkCoverage(counted, options), ...found.coverage] : found.coverage;
  const used = readsAuthors ? { authors: usedTables(authors ?? {}) } : {};
  const listed = Object.keys(models ?? {});
  return {
    ...{ id, title, definition, source, mode, seed, scope, ...chosen, ...narrowing(run), ...used, listed },
    ...found,
    coverage,
    summary,
  };
}

/** The summary of an analysis without intervals, and no more of the rest than it needs. */
function summaryAlone(
  analysis: Analysis,
  columns: LineageColumns,
  options: AnalysisOptions,
): readonly Headline[] {
  const estimates = { ...options, draws: 0 };
  return analysis.summaryAlone?.(columns, estimates) ?? analysis.run(columns, estimates).summary ?? [];
}

/**
 * The findings without published values that are of other data: those are of whole tables, over all relations unless
 * the analysis says otherwise.
 */
function comparable(
  found: Findings<unknown>,
  { scope, relation }: AnalysisRun,
  { comparesRelations }: Analysis,
): Findings<unknown> {
  const isWhole = scopeInWords(scope) === null && (relation === undefined || comparesRelations === true);
  if (isWhole) return found;
  const { summary, ...rest } = found;
  const lines = summary?.map(line => ({ ...line, published: null }));
  return { ...rest, ...(lines === undefined ? {} : { summary: lines }), published: [] };
}

const repaired = new WeakMap<LineageColumns, LineageColumns>();

/** The columns as a mode counts them: in mode `corrected`, with every link that can be resolved. */
export function countedColumns(columns: LineageColumns, mode: AnalysisOptions["mode"]): LineageColumns {
  if (mode === "paper") return columns;
  const known = repaired.get(columns) ?? repairedColumns(columns);
  repaired.set(columns, known);
  return known;
}

/**
 * Returns the options for an analysis of the columns. Throws UserError if the scope has no models, or if the table of
 * authors has an entry that is none.
 */
export function optionsOf(
  columns: LineageColumns,
  { mode, seed, scope, relation, top, authors }: AnalysisRun,
): AnalysisOptions {
  const within = modelsWithin(columns, scope);
  if (within?.includes(1) === false)
    throw new UserError(`No models in the snapshot match ${scopeInWords(scope)}. Choose a wider scope.`);
  const { organization } = scope;
  const tables = authors === undefined ? undefined : authorTables(authors);
  if (typeof tables === "string") throw new UserError(tables);
  return {
    mode,
    seed,
    within,
    relation: relation ?? null,
    judgeCards,
    ...(top === undefined ? {} : { top }),
    ...(organization === undefined ? {} : { organization }),
    ...(tables === undefined ? {} : { authors: tables }),
  };
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
  parametersFrom: ["safetensors.total", "gguf"],
  usedStorage: ["usedStorage"],
  trendingScore: ["trendingScore"],
  isPrivate: ["private"],
  recordHigh: ["_id"],
  recordLow: ["_id"],
  weightBytes: ["safetensors.parameters"],
  emissions: ["cardData"],
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

/**
 * A report as JSON: `{id, title, finding, claims, summary, coverage, result, published, definition, source, differs}`, plus the
 * mode, seed, scope, measures, and the tables of authors that were used.
 */
export function reportToJson(report: AnalysisReport): string {
  const { id, title, claims, tables, summary = [], coverage, result, published } = report;
  const { definition, source, mode, seed, differs } = report;
  const { scope, measures, authors } = report;
  const limited = {
    ...narrowing(report),
    ...(scopeInWords(scope) === null ? {} : { scope }),
    ...(measures === undefined ? {} : { measures }),
    ...(authors === undefined ? {} : { authors }),
  };
  const finding = findingInWords(report);
  const told = {
    ...(finding === null ? {} : { finding }),
    ...(claims === undefined
      ? {}
      : { claims: claims.map(each => ({ ...each, reason: sentenceInWords(each.reason, tables) })) }),
  };
  const main = { summary, coverage, result, published, definition, source, mode, seed };
  const other = differs === undefined ? {} : { differs };
  return `${JSON.stringify({ id, title, ...told, ...main, ...other, ...limited }, null, 2)}\n`;
}

/** Several reports as a JSON list. */
export function reportsToJson(reports: readonly AnalysisReport[]): string {
  return `[\n${reports.map(report => reportToJson(report).trimEnd()).join(",\n")}\n]\n`;
}

/** A report's tables as CSV, one after another, each with its own header; every row starts with the table's name. */
export function reportToCsv(report: AnalysisReport): string {
  const { id, tables, claims, summary = [], published, differs = [], coverage } = report;
  const told = claims === undefined ? [] : [claimTable(claims, tables)];
  const beside = published.length === 0 ? [] : [publishedTable(published)];
  const based = {
    id: "coverage",
    columns: ["what", "unit", "known", "total"],
    rows: coverage.map(({ what, unit, known, total }) => [what, unit, known, total]),
  };
  const other = differs.length === 0 ? [] : [differencesTable(differs)];
  return [...summaryTables(summary), based, ...told, ...tables, ...beside, ...other]
    .map(({ id: table, columns, rows }) =>
      rowsToCsv({ columns: ["table", ...columns], rows: rows.map(row => [`${id}/${table}`, ...row]) }),
    )
    .join("\r\n");
}

const mostRows = 50;

/** A table as shown in a document: its columns in words, its first rows, and how many were left out. */
export type ShownTable = ResultTable & { readonly left: number };

/** The tables shown in a document: claims, the first `most` rows of each table, the published figures, and differences. */
export function shownTables(report: AnalysisReport, most = mostRows): readonly ShownTable[] {
  const { tables, published, claims = [], summary = [], differs = [] } = report;
  const before = [...summaryTables(summary), claimTable(claims, tables)];
  const all = [...before, ...tables, publishedTable(published), differencesTable(differs)];
  return all
    .filter(({ rows }) => rows.length > 0)
    .map(table => ({
      ...table,
      columns: table.columns.map(columnInWords),
      rows: table.rows.slice(0, most),
      left: Math.max(0, table.rows.length - most),
    }));
}

/** The note under a truncated table; `rest` says where the other rows are. */
export function leftInWords(left: number, rest: string): string {
  return inEnglish(() => `and ${count(left, "more row")} ${rest}`);
}

/** A report as a Markdown document. Values are escaped: none of them can become a link, markup, or a new cell. */
export function reportToMarkdown(report: AnalysisReport, rest = "in the CSV export"): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const table = ({ title, columns, rows, left }: ShownTable) => [
    `## ${inertMarkdown(title)}`,
    "",
    line(columns.map(inertMarkdown)),
    line(columns.map((_, at) => (rows.some(row => typeof row[at] === "number") ? "---:" : "---"))),
    ...rows.map(row => line(row.map((cell, at) => inertMarkdown(cellInWords(cell, columns[at]))))),
    "",
    ...(left > 0 ? [`… ${leftInWords(left, rest)}.`, ""] : []),
  ];
  const told = findingInWords(report);
  const lines = [
    `# ${inertMarkdown(report.title)}`,
    "",
    ...(told === null ? [] : [`**${inertMarkdown(told)}**`, ""]),
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
