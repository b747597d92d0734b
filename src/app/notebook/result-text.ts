import type { Cell } from "../../analyses/analysis";
import { cellInWords, coverageInWords, provenance } from "../../analyses/report";
import { showable } from "../../lineage/showable";
import { t } from "../../words/words";
import { queryToMarkdown } from "../index/query-text";
import { leftInWords, reportToMarkdown, shownTables } from "../report/analysis-report";
import type { CellResult } from "./cell-run";

/** Where the rows are that the tables of a report leave out. */
export const restOfReport = (): string => t`in the CSV that hub-lineage analyze writes`;

/** A value of a row on one line. */
export function valueInWords(value: Cell): string {
  return value === null ? "null" : String(value).replace(/\r\n|[\r\n\u2028\u2029]/g, "⏎");
}

/** A result as text: tables with aligned columns. Line breaks and invisible characters of values are shown as codes. */
export function resultToText(result: CellResult): string {
  if (result.kind === "rows") {
    const { columns, rows } = result.result;
    const table = rows.length === 0 ? `${t`No rows.`}\n` : alignedTable(columns, rows, valueInWords);
    return result.note === null ? table : `${table}${result.note}\n`;
  }
  const { report } = result;
  const tables = shownTables(report).map(
    ({ title, columns, rows, left }) =>
      `\n${showable(title)}\n\n${alignedTable(columns, rows, cellInWords)}` +
      (left > 0 ? `… ${leftInWords(left, restOfReport())}.\n` : ""),
  );
  const lines = [
    report.title,
    report.definition,
    ...report.coverage.map(each => `- ${coverageInWords(each)}`),
  ];
  return `${lines.map(line => `${showable(line)}\n`).join("")}${tables.join("")}\n${showable(provenance(report))}\n`;
}

/** A result as Markdown below headings of the second level. Values are escaped. */
export function resultToMarkdown(result: CellResult): string {
  if (result.kind === "report") return reportToMarkdown(result.report, restOfReport()).replace(/^#/gm, "###");
  const table = result.result.rows.length === 0 ? `${t`No rows.`}\n` : queryToMarkdown(result.result);
  return result.note === null ? table : `${table}\n${result.note}\n`;
}

/** The widest that a column of text is padded to, in characters. */
const widest = 60;

function alignedTable(
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  words: (cell: Cell) => string,
): string {
  const lines = [columns, ...rows.map(row => row.map(words))].map(line => line.map(showable));
  const isNumber = columns.map((_, at) => rows.some(row => typeof row[at] === "number"));
  const widths = columns.map((_, at) =>
    lines.reduce((most, line) => Math.min(widest, Math.max(most, lengthOf(line[at] ?? ""))), 0),
  );
  const padded = (text: string, at: number) => {
    const space = " ".repeat(Math.max(0, (widths[at] ?? 0) - lengthOf(text)));
    return isNumber[at] ? space + text : text + space;
  };
  const ruler = widths.map(width => "-".repeat(width));
  const [head = [], ...body] = lines;
  return [head, ruler, ...body].map(line => `${line.map(padded).join("  ").trimEnd()}\n`).join("");
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
