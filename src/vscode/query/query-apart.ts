import { UserError } from "../../app/ports/errors";
import type { QueryResult } from "../../app/ports/index-port";
import { Channel } from "../../channel";
import type { StartedWorker } from "../../platform/started-worker";
import type { WorkerCalls } from "../../protocol";
import { runApart } from "../run-apart";

/** What a query apart from the index needs. */
export interface ApartParts {
  /** Starts a worker; `onExit` is told when it ends by itself. */
  readonly start: (onExit: (reason: string) => void) => Promise<StartedWorker>;
  /** The bytes of sql.js, which are handed over. */
  readonly wasm: () => Promise<ArrayBuffer>;
  /** The index as a SQLite file, which is handed over. */
  readonly database: () => Promise<Uint8Array>;
  /** Where the index is kept. */
  readonly folder: string;
}

/** A statement and its limits. */
export interface LimitedQuery {
  readonly sql: string;
  readonly rows: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Runs a statement in a worker of its own over a copy of the index, ended as `runApart` says; at the limit of time with a UserError. */
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
    `The query was ended after ${seconds.toLocaleString("en-US")} ${seconds === 1 ? "second" : "seconds"}. ` +
      "Make it narrower with WHERE, or raise hubLineage.query.timeout.",
  );
}
