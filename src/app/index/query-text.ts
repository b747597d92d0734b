import { count } from "../../lineage/in-words";
import { inertMarkdown } from "../../lineage/text/inert-markdown";
import { t } from "../../words/words";
import type { QueryResult } from "../ports/index-port";

type Cell = string | number | null;

/** Rows as a Markdown table. Values are escaped: none of them can become a link, markup, or a new cell. */
export function queryToMarkdown(result: QueryResult): string {
  const field = (value: Cell): string =>
    value === null ? "" : typeof value === "number" ? String(value) : inertMarkdown(value);
  const line = (values: readonly string[]): string => `| ${values.join(" | ")} |\n`;
  const right = (at: number): boolean => result.rows.some(row => typeof row[at] === "number");
  return (
    line(result.columns.map(inertMarkdown)) +
    line(result.columns.map((_, at) => (right(at) ? "---:" : "---"))) +
    result.rows.map(row => line(row.map(field))).join("")
  );
}

/** That only the first rows are shown, and what to do: `raise` is what allows more than `most`; null if all are there. */
export function rowLimitInWords(result: QueryResult, most: number, raise: string): string | null {
  if (!result.truncated) return null;
  const shown = count(result.rows.length, "row is", "rows are");
  return result.rows.length < most
    ? t`Only the first ${shown} shown, because their text is long. Select fewer columns or rows.`
    : t`Only the first ${shown} shown. Add a LIMIT or WHERE clause, or increase ${raise}.`;
}
