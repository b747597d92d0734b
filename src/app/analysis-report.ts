import type { Analysis, AnalysisOptions, Cell, NeededColumn, ResultTable } from "../analyses/analysis";
import {
  type AnalysisReport,
  type AnalysisRun,
  cellInWords,
  coverageInWords,
  provenance,
  publishedTable,
} from "../analyses/report";
import { modelsWithin } from "../analyses/scope";
import { scopeInWords } from "../analyses/scope-words";
import type { LineageColumns } from "../traits/columns";
import { UserError } from "./ports";
import type { SnapshotColumn } from "./snapshot-ports";

/** Runs an analysis. The same columns and options give the same report. Throws UserError where the scope has no models. */
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

/** The options of a run over some columns. Throws UserError where the scope has no models. */
export function optionsOf(columns: LineageColumns, { mode, seed, scope }: AnalysisRun): AnalysisOptions {
  const within = modelsWithin(columns, scope);
  if (within?.includes(1) === false)
    throw new UserError(`The snapshot has no models of ${scopeInWords(scope)}. Limit the figures to less.`);
  return { mode, seed, within, relation: null };
}

/** Which column of a table each column of the index comes from; of several, one is enough. */
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

/** The analyses that lose by what a table lacks, each with the columns that it would need. */
export function losses(
  analyses: readonly Pick<Analysis, "id" | "needs">[],
  columns: readonly SnapshotColumn[],
): readonly { readonly id: string; readonly missing: readonly string[] }[] {
  return analyses.flatMap(({ id, needs }) => {
    const lacking = needs.filter(need => !origins[need].some(origin => columns.includes(origin)));
    const missing = [...new Set(lacking.map(need => origins[need].join(" or ")))];
    return missing.length === 0 ? [] : [{ id, missing }];
  });
}

/** A report as JSON: `{id, title, coverage, result, source}`, with the mode, the seed, the scope and the measures that gave it. */
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

/** The tables of a report as CSV (RFC 4180), one after another; each begins with its own header and every row with the table's name. */
export function reportToCsv({ id, tables }: AnalysisReport): string {
  return tables
    .map(({ id: table, columns, rows }) =>
      [["table", ...columns], ...rows.map(row => [`${id}/${table}`, ...row])].map(csvLine).join(""),
    )
    .join("\r\n");
}

function csvLine(cells: readonly Cell[]): string {
  const field = (cell: Cell): string => {
    const text = cell === null ? "" : String(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${cells.map(field).join(",")}\r\n`;
}

const mostRows = 50;

/** The tables that a document shows: the first rows of each, and the published figures. */
function shownTables({
  tables,
  published,
}: AnalysisReport): readonly (ResultTable & { readonly left: number })[] {
  const all = published.length === 0 ? tables : [...tables, publishedTable(published)];
  return all
    .filter(({ rows }) => rows.length > 0)
    .map(table => ({
      ...table,
      rows: table.rows.slice(0, mostRows),
      left: Math.max(0, table.rows.length - mostRows),
    }));
}

function leftInWords(left: number): string {
  return `and ${left.toLocaleString("en-US")} more rows, which the CSV has`;
}

/** A report as a Markdown document. Nothing in a value becomes a link, markup or a new cell. */
export function reportToMarkdown(report: AnalysisReport): string {
  const plain = (text: string) => text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>&|~]/g, sign => `\\${sign}`);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const table = ({ title, columns, rows, left }: ReturnType<typeof shownTables>[number]) => [
    `## ${plain(title)}`,
    "",
    line(columns.map(plain)),
    line(columns.map((_, at) => (rows.some(row => typeof row[at] === "number") ? "---:" : "---"))),
    ...rows.map(row => line(row.map(cell => plain(cellInWords(cell))))),
    "",
    ...(left > 0 ? [`… ${leftInWords(left)}.`, ""] : []),
  ];
  const lines = [
    `# ${plain(report.title)}`,
    "",
    plain(report.definition),
    "",
    ...report.coverage.map(coverage => `- ${plain(coverageInWords(coverage))}`),
    "",
    ...shownTables(report).flatMap(table),
    plain(provenance(report)),
    "",
  ];
  return lines.join("\n");
}

/** A picture of a report, as the address of an image (`data:`). */
export interface PictureAddress {
  readonly title: string;
  readonly address: string;
}

/** A report as an HTML page of its own, without scripts; every value is escaped, and pictures are images. */
export function reportToHtml(report: AnalysisReport, pictures: readonly PictureAddress[] = []): string {
  const safe = (text: string) => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);
  const cells = (tag: "td" | "th", row: readonly Cell[]) =>
    row
      .map(
        cell =>
          `<${tag}${typeof cell === "number" ? ' class="number"' : ""}>${safe(cellInWords(cell))}</${tag}>`,
      )
      .join("");
  const table = ({ title, columns, rows, left }: ReturnType<typeof shownTables>[number]) =>
    `<h2>${safe(title)}</h2>\n<table>\n<thead><tr>${cells("th", columns)}</tr></thead>\n<tbody>\n` +
    `${rows.map(row => `<tr>${cells("td", row)}</tr>\n`).join("")}</tbody>\n</table>\n` +
    (left > 0 ? `<p>… ${leftInWords(left)}.</p>\n` : "");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${safe(report.title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${safe(report.title)}</h1>
<p>${safe(report.definition)}</p>
<ul>
${report.coverage.map(coverage => `<li>${safe(coverageInWords(coverage))}</li>`).join("\n")}
</ul>
${pictures.map(({ title, address }) => `<figure><figcaption>${safe(title)}</figcaption><img alt="${safe(title)}" src="${safe(address)}"></figure>\n`).join("")}${shownTables(report).map(table).join("")}<p>${safe(provenance(report))}</p>
</body>
</html>
`;
}

const style =
  "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}" +
  "table{border-collapse:collapse;margin:.5rem 0 1.5rem}th,td{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #ccc}" +
  "figure{margin:1.5rem 0}figcaption{font-weight:600}img{max-width:100%}" +
  ".number{text-align:right;font-variant-numeric:tabular-nums}";
