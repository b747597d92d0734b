import type { QueryResult } from "../app/ports/index-port";
import { rowsToCsv } from "../lineage/export/csv-writer";
import type { Command } from "./arguments";
import type { Core } from "./core";

/** The most rows that a query prints. */
const rowLimit = 1_000_000;

/** Runs read-only SQL on the index and returns its rows as text. */
export async function runQuery(command: Command & { readonly name: "query" }, core: Core): Promise<string> {
  const result = await core.index.query({ sql: command.sql, limit: rowLimit });
  if (result.truncated) core.warn(`Only the first ${rowLimit} rows are shown. Add a LIMIT or WHERE clause.`);
  return command.format === "csv"
    ? rowsToCsv(result)
    : `${JSON.stringify(queryToObjects(result), null, 2)}\n`;
}

function queryToObjects(result: QueryResult): readonly Readonly<Record<string, string | number | null>>[] {
  return result.rows.map(row =>
    Object.fromEntries(result.columns.map((column, i) => [column, row[i] ?? null])),
  );
}
