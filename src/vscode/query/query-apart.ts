import { UserError } from "../../app/ports/errors";
import type { QueryResult } from "../../app/ports/index-port";
import { Channel } from "../../channel";
import type { StartedWorker } from "../../platform/started-worker";
import type { WorkerCalls } from "../../protocol";
import { runApart } from "../run-apart";

/** What a query in a worker of its own needs. */
export interface ApartParts {
  /** Starts a worker; `onExit` is called if it exits on its own. */
  readonly start: (onExit: (reason: string) => void) => Promise<StartedWorker>;
  /** The sql.js binary, which is transferred to the worker. */
  readonly wasm: () => Promise<ArrayBuffer>;
  /** The index as a SQLite file, which is transferred to the worker. */
  readonly database: () => Promise<Uint8Array>;
  /** The folder of the index. */
  readonly folder: string;
}

/** A statement with its limits. */
export interface LimitedQuery {
  readonly sql: string;
  readonly rows: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Runs a statement on a copy of the index in a worker of its own with `runApart`; throws UserError at the time limit. */
export async function queryApart(parts: ApartParts, query: LimitedQuery): Promise<QueryResult> {
  const { sql, rows, timeoutMs, signal } = query;
  const program = {
    start: parts.start,
    signal,
    canceled: "The query was canceled.",
    limit: { ms: timeoutMs, error: () => tooLong(timeoutMs) },
  };
  return runApart(program, async starting => {
    const [wire, wasm, database] = await Promise.all([starting, parts.wasm(), parts.database()]);
    const channel = new Channel<WorkerCalls>(wire, {});
    const { folder } = parts;
    const order = { wasm, database, folder, sql, rows };
    return channel.call("queryCopy", order, [wasm, database.buffer as ArrayBuffer]);
  });
}

function tooLong(timeoutMs: number): UserError {
  const seconds = timeoutMs / 1000;
  return new UserError(
    `The query was stopped after ${seconds.toLocaleString("en-US")} ${seconds === 1 ? "second" : "seconds"}. ` +
      "Narrow it with WHERE, or increase hubLineage.query.timeout.",
  );
}
