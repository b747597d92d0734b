import type { Cell } from "../../analyses/analysis";
import { grouped } from "../../lineage/in-words";
import { t } from "../../words/words";
import { reportSection, tableToHtml } from "../report/report-page";
import { safeHtml } from "../report/safe-html";
import type { CellResult } from "./cell-run";
import { restOfReport, valueInWords } from "./result-text";

/** The most rows of a query that are drawn; a page with more takes long to show. */
const mostDrawn = 1_000;

/** The most characters of a value that are drawn. */
const longest = 2_000;

/** The most characters of one result that are drawn, unless its first row is longer. */
const mostCharacters = 1_000_000;

/** A result as much of which is drawn as a page can show: the first rows, with long texts cut. */
export function drawnPart(result: CellResult): CellResult {
  if (result.kind === "report") return result;
  const { rows } = result.result;
  const drawn = firstRows(rows);
  const left = rows.length - drawn.length;
  const more =
    left === 1
      ? t`1 more row is not shown. Add a LIMIT or WHERE clause.`
      : t`${grouped(left)} more rows are not shown. Add a LIMIT or WHERE clause.`;
  const notes = [...(left > 0 ? [more] : []), ...(result.note === null ? [] : [result.note])];
  return {
    ...result,
    result: { ...result.result, rows: drawn },
    note: notes.length === 0 ? null : notes.join(" "),
  };
}

function firstRows<C extends Cell>(rows: readonly (readonly C[])[]): readonly (readonly (C | string)[])[] {
  const drawn: (readonly (C | string)[])[] = [];
  let characters = 0;
  for (const row of rows.slice(0, mostDrawn)) {
    const cells = row.map(cut);
    characters += cells.reduce<number>((sum, value) => sum + String(value).length, 0);
    if (drawn.length > 0 && characters > mostCharacters) break;
    drawn.push(cells);
  }
  return drawn;
}

function cut<C extends Cell>(value: C): C | string {
  return typeof value === "string" && value.length > longest ? `${value.slice(0, longest)}…` : value;
}

/** A result as a part of an HTML page; every value is escaped. */
export function resultToHtml(result: CellResult): string {
  if (result.kind === "report")
    return reportSection(result.report, result.pictures, { level: 3, rest: restOfReport() });
  const { columns, rows } = result.result;
  return (
    (rows.length === 0
      ? `<p class="note">${safeHtml(t`No rows.`)}</p>\n`
      : `<div class="rows">${tableToHtml(columns, rows, valueInWords)}</div>\n`) +
    (result.note === null ? "" : `<p class="note">${safeHtml(result.note)}</p>\n`)
  );
}
