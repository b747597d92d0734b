import { inertMarkdown } from "../../lineage/inert-markdown";
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
