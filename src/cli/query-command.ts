import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startWorker } from "#platform";
import { rowLimitInWords } from "../app/index/query-text";
import { UserError } from "../app/ports/errors";
import type { QueryResult } from "../app/ports/index-port";
import { rowsToCsv } from "../lineage/export/csv-writer";
import { queryApart, queryHeapMB } from "../platform/query-apart";
import type { Command, QueryLimits } from "./arguments";
import { type Core, needIndex } from "./core";

type QueryCommand = Command & { readonly name: "query" };

/** Runs read-only SQL on the index; returns the rows as text. Throws UserError if there is no index. */
export async function runQuery(command: QueryCommand, core: Core): Promise<string> {
  needIndex(core);
  core.progress.say("Running the query");
  const result = await queryOf(core, command, new AbortController().signal);
  const limited = rowLimitInWords(result, command.rows, "--max-rows");
  if (limited !== null) core.warn(limited);
  return written(command, result);
}

/** A statement, and the option that allows it more time. */
interface LimitedSql {
  readonly sql: string;
  readonly longer?: string;
}

/** Runs read-only SQL on a copy of the index in a worker of its own, which ends at the time limit. */
export function queryOf(
  core: Core,
  { sql, rows, timeoutMs, longer = "--timeout" }: QueryLimits & LimitedSql,
  signal: AbortSignal,
): Promise<QueryResult> {
  return queryApart(
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
    { sql, rows, timeoutMs, longer, signal },
  );
}

function written({ format }: QueryCommand, result: QueryResult): string {
  try {
    return format === "csv" ? rowsToCsv(result) : rowsToJson(result);
  } catch (error) {
    // A text in JavaScript has a greatest length.
    if (!(error instanceof RangeError)) throw error;
    throw new UserError("The rows are too many to print. Select fewer columns or rows, or lower --max-rows.");
  }
}

/** Written by hand, because an object would put columns that are named by a number before the others. */
function rowsToJson({ columns, rows }: QueryResult): string {
  const keys = columns.map(column => JSON.stringify(column));
  const objects = rows.map(
    row => `  {\n${keys.map((key, at) => `    ${key}: ${JSON.stringify(row[at] ?? null)}`).join(",\n")}\n  }`,
  );
  return objects.length === 0 ? "[]\n" : `[\n${objects.join(",\n")}\n]\n`;
}
