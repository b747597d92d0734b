import { queryFast, startWorker } from "#platform";
import type { QueryResult } from "../../app/ports/index-port";
import { type LimitedQuery, queryEither } from "../../platform/limited-query";
import { queryApart, queryHeapMB } from "../../platform/query-apart";
import { config } from "../config";
import { snapshotTask } from "../report/snapshot-task";
import type { Session } from "../session";
import { requiredSnapshotProgram, workerProgram } from "../worker-program";
import { duckdbFolderOf } from "./get-duckdb";

/**
 * Runs a statement within the limits of the settings: over the tables of the snapshot where DuckDB is there and takes it,
 * otherwise on a copy of the index in a worker of its own.
 */
export async function queryIndex(
  session: Session,
  sql: string,
  signal: AbortSignal,
  rows = config.queryMaxRows,
): Promise<QueryResult> {
  const query = { sql, rows, timeoutMs: config.queryTimeoutMs, longer: "hubLineage.query.timeout", signal };
  const fast = {
    folder: session.indexFolder.fsPath,
    chosen: config.duckdb,
    downloads: duckdbFolderOf(session),
    write: (mark: string) => writeTables(session, mark, signal),
  };
  return queryEither(
    query,
    wanted => queryFast(fast, wanted),
    wanted => queryCopy(session, wanted),
  );
}

function queryCopy(session: Session, query: LimitedQuery): Promise<QueryResult> {
  const program = workerProgram(session.context.extensionUri);
  return queryApart(
    {
      start: onExit => startWorker({ ...program, heapMB: queryHeapMB, onExit }),
      wasm: program.readWasm,
      database: () => session.index.export(),
      folder: session.indexFolder.fsPath,
    },
    query,
  );
}

/** Writes the tables of the snapshot in a program of its own, as an analysis would read it. */
function writeTables(session: Session, mark: string, signal: AbortSignal) {
  const scriptPath = requiredSnapshotProgram(session.context.extensionUri);
  const folder = session.indexFolder.fsPath;
  return snapshotTask({ scriptPath, files: session.access.files, signal }, program =>
    program.call("writeQueryTables", { folder, mark }),
  );
}
