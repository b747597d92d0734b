import { startWorker } from "#platform";
import type { QueryResult } from "../../app/ports/index-port";
import { queryApart, queryHeapMB } from "../../platform/query-apart";
import { config } from "../config";
import type { Session } from "../session";
import { workerProgram } from "../worker-program";

/** Runs a statement on a copy of the index in a worker of its own, within the limits of the settings. */
export function queryIndex(
  session: Session,
  sql: string,
  signal: AbortSignal,
  rows = config.queryMaxRows,
): Promise<QueryResult> {
  const program = workerProgram(session.context.extensionUri);
  return queryApart(
    {
      start: onExit => startWorker({ ...program, heapMB: queryHeapMB, onExit }),
      wasm: program.readWasm,
      database: () => session.index.export(),
      folder: session.indexFolder.fsPath,
    },
    {
      sql,
      rows,
      timeoutMs: config.queryTimeoutMs,
      longer: "hubLineage.query.timeout",
      signal,
    },
  );
}
