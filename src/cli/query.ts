import type { QueryResult } from "../app/ports";
import type { Command } from "./arguments";
import type { Core } from "./core";

/** Most rows that a query prints. */
const rowLimit = 1_000_000;

/** Runs read-only SQL over the index and answers its rows as text. */
export async function runQuery(command: Command & { readonly name: "query" }, core: Core): Promise<string> {
  const result = await core.index.query({ sql: command.sql, limit: rowLimit });
  if (result.truncated) core.warn(`Only the first ${rowLimit} rows are shown. Add a LIMIT or a WHERE.`);
  return command.format === "csv"
    ? queryToCsv(result)
    : `${JSON.stringify(queryToObjects(result), null, 2)}\n`;
}

function queryToObjects(result: QueryResult): readonly Readonly<Record<string, string | number | null>>[] {
  return result.rows.map(row =>
    Object.fromEntries(result.columns.map((column, i) => [column, row[i] ?? null])),
  );
}

/** Rows as CSV (RFC 4180): a header line, CRLF, quotes only where they are needed; null is an empty field. */
export function queryToCsv(result: QueryResult): string {
  const field = (value: string | number | null): string => {
    const text = value === null ? "" : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const line = (values: readonly (string | number | null)[]): string => `${values.map(field).join(",")}\r\n`;
  return line(result.columns) + result.rows.map(line).join("");
}
