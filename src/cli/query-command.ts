import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startWorker } from "#platform";
import { UserError } from "../app/ports/errors";
import type { QueryResult } from "../app/ports/index-port";
import { rowsToCsv } from "../lineage/export/csv-writer";
import { queryApart, queryHeapMB } from "../platform/query-apart";
import type { Command } from "./arguments";
import type { Core } from "./core";

type QueryCommand = Command & { readonly name: "query" };

/** Runs read-only SQL on a copy of the index in a worker of its own, which ends at the time limit; returns the rows as text. */
export async function runQuery(command: QueryCommand, core: Core): Promise<string> {
  const { rows, timeoutMs } = command;
  const result = await queryApart(
    {
      start: onExit =>
        startWorker({
          scriptPath: join(__dirname, "worker.js"),
          readScript: () => readFile(join(__dirname, "worker.js")),
          heapMB: queryHeapMB,
          onExit,
        }),
      wasm: async () => (await readFile(join(__dirname, "sql-wasm.wasm"))).slice().buffer,
      database: () => core.index.export(),
      folder: core.folder,
    },
    { sql: command.sql, rows, timeoutMs, longer: "--timeout", signal: new AbortController().signal },
  );
  if (result.truncated) core.warn(limitInWords(result, rows));
  return written(command, result);
}

function limitInWords(result: QueryResult, most: number): string {
  const shown = result.rows.length.toLocaleString("en-US");
  return result.rows.length < most
    ? `Only the first ${shown} rows are shown, because their text is long. Select fewer columns or rows.`
    : `Only the first ${shown} rows are shown. Add a LIMIT or WHERE clause, or increase --max-rows.`;
}

function written({ format }: QueryCommand, result: QueryResult): string {
  try {
    return format === "csv" ? rowsToCsv(result) : `${JSON.stringify(queryToObjects(result), null, 2)}\n`;
  } catch (error) {
    // A text in JavaScript has a greatest length.
    if (!(error instanceof RangeError)) throw error;
    throw new UserError("The rows are too many to print. Select fewer columns or rows, or lower --max-rows.");
  }
}

function queryToObjects(result: QueryResult): readonly Readonly<Record<string, string | number | null>>[] {
  return result.rows.map(row =>
    Object.fromEntries(result.columns.map((column, i) => [column, row[i] ?? null])),
  );
}
