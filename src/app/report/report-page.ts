import type { Cell } from "../../analyses/analysis";
import {
  type AnalysisReport,
  cellInWords,
  coverageInWords,
  type PagePicture,
  provenance,
} from "../../analyses/report";
import { findingInWords } from "../../analyses/sentence";
import { leftInWords, shownTables } from "./analysis-report";
import { keyOf, pageStyle } from "./page-style";
import { safeHtml } from "./safe-html";

/** A report as a self-contained HTML page without scripts; every value is escaped. */
export function reportToHtml(report: AnalysisReport, pictures: readonly PagePicture[]): string {
  return htmlPage(report.title, reportSection(report, pictures, { level: 1, rest: "in the CSV export" }));
}

/** A self-contained HTML page without scripts; `body` is markup, and `style` is added to that of all pages. */
export function htmlPage(title: string, body: string, style = ""): string {
  const { before, after } = htmlFrame(title, style);
  return before + body + after;
}

/** What comes before and after the body of such a page. */
export function htmlFrame(title: string, style = ""): { readonly before: string; readonly after: string } {
  const before = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${safeHtml(title)}</title>
<style>${pageStyle}${style}</style>
</head>
<body>
`;
  return { before, after: "</body>\n</html>\n" };
}

/** Where a report stands on a page. */
export interface SectionPlace {
  /** The level of its heading, from 1. */
  readonly level: 1 | 2 | 3;
  /** Where the rows are that a table leaves out. */
  readonly rest: string;
}

/** A report as a part of an HTML page; every value is escaped. */
export function reportSection(
  report: AnalysisReport,
  pictures: readonly PagePicture[],
  { level, rest }: SectionPlace,
): string {
  const tables = shownTables(report).map(
    ({ title, columns, rows, left }) =>
      `<h${level + 1}>${safeHtml(title)}</h${level + 1}>\n<div class="wide">${tableToHtml(columns, rows, cellInWords)}</div>\n` +
      (left > 0 ? `<p>… ${safeHtml(leftInWords(left, rest))}.</p>\n` : ""),
  );
  return `<h${level}>${safeHtml(report.title)}</h${level}>
${findingOf(report)}<ul>
${report.coverage.map(coverage => `<li>${safeHtml(coverageInWords(coverage))}</li>`).join("\n")}
</ul>
<div class="figures">
${pictures.map(figure).join("")}</div>
${tables.join("")}<details open>
<summary>Method</summary>
<p>${safeHtml(report.definition)}</p>
<p>${safeHtml(provenance(report))}</p>
</details>
`;
}

function findingOf(report: AnalysisReport): string {
  const told = findingInWords(report);
  return told === null ? "" : `<p class="finding">${safeHtml(told)}</p>\n`;
}

function figure({ title, svg, series }: PagePicture): string {
  return `<figure>\n<figcaption>${safeHtml(title)}</figcaption>\n${svg}\n${keyOf(series)}</figure>\n`;
}

/** A table as HTML: columns with a number are aligned to the right, and `words` says how a value is written. */
export function tableToHtml(
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  words: (cell: Cell, column: string | undefined) => string,
): string {
  const isNumber = columns.map((_, at) => rows.some(row => typeof row[at] === "number"));
  const kind = (at: number, cell: Cell) =>
    cell === null ? ' class="null"' : isNumber[at] ? ' class="number"' : "";
  const head = columns.map((name, at) => `<th${kind(at, name)}>${safeHtml(name)}</th>`).join("");
  const line = (row: readonly Cell[]) =>
    row.map((cell, at) => `<td${kind(at, cell)}>${safeHtml(words(cell, columns[at]))}</td>`).join("");
  const body = rows.map(row => `<tr>${line(row)}</tr>\n`).join("");
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}</tbody>\n</table>`;
}
