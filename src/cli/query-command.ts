import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startWorker } from "#platform";
import { rowLimitInWords } from "../app/index/query-text";
import type { QueryResult } from "../app/ports/index-port";
import { type LimitedQuery, orBoth, queryEither } from "../platform/limited-query";
import { queryApart, queryHeapMB } from "../platform/query-apart";
import type { Command, QueryLimits } from "./arguments";
import { type Core, needIndex } from "./core";
import { writtenRows } from "./query-rows";
import { queryQuickly } from "./quick-query";

type QueryCommand = Command & { readonly name: "query" };

/**
 * Runs read-only SQL on the index in SQLite; returns the rows as text. `reason` is why DuckDB did not answer it (null if it was
 * not asked). Throws UserError if there is no index.
 */
export async function runQuery(command: QueryCommand, core: Core, reason: string | null): Promise<string> {
  needIndex(core);
  core.progress.say("Running the query");
  const result = await orBoth(queryInSqlite(core, limitedBy(command, new AbortController().signal)), reason);
  const limited = rowLimitInWords(result, command.rows, "--max-rows");
  if (limited !== null) core.warn(limited);
  return writtenRows(command.format, result);
}

/** A statement, and the option that allows it more time. */
interface LimitedSql {
  readonly sql: string;
  readonly longer?: string;
}

function limitedBy(
  { sql, rows, timeoutMs, longer = "--timeout" }: QueryLimits & LimitedSql,
  signal: AbortSignal,
): LimitedQuery {
  return { sql, rows, timeoutMs, longer, signal };
}

/**
 * Runs read-only SQL. Where DuckDB is there and answers it, over the tables of the snapshot; otherwise in SQLite on a copy of the
 * index, with the snapshot beside it. Both run apart from this program and are ended at the time limit.
 */
export async function queryOf(
  core: Core,
  query: QueryLimits & LimitedSql,
  signal: AbortSignal,
): Promise<QueryResult> {
  return queryEither(
    limitedBy(query, signal),
    wanted => queryQuickly(core.folder, wanted, core),
    wanted => queryInSqlite(core, wanted),
  );
}

/** Runs read-only SQL on a copy of the index in a worker of its own, which ends at the time limit. */
function queryInSqlite(core: Core, query: LimitedQuery): Promise<QueryResult> {
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
    query,
  );
}
