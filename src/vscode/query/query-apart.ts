import { UserError } from "../../app/ports/errors";
import type { QueryResult } from "../../app/ports/index-port";
import { Channel } from "../../channel";
import type { StartedWorker } from "../../platform/started-worker";
import type { WorkerCalls } from "../../protocol";

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

/**
 * Runs a statement in a worker of its own over a copy of the index. The worker is ended with the query, whatever it
 * is doing: after its result, at the limit of time (UserError), or when `signal` aborts (an error named AbortError).
 */
export async function queryApart(parts: ApartParts, query: LimitedQuery): Promise<QueryResult> {
  const { sql, rows, timeoutMs, signal } = query;
  let stop: (error: Error) => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  // The race may be over before the stop; nobody listens then.
  stopped.catch(() => undefined);
  const cancel = () => stop(new DOMException("The query was canceled.", "AbortError"));
  signal.addEventListener("abort", cancel);
  if (signal.aborted) cancel();
  const starting = parts.start(reason => stop(new Error(reason)));
  const timer = setTimeout(() => stop(tooLong(timeoutMs)), timeoutMs);
  try {
    const run = async () => {
      const [{ wire }, wasm, database] = await Promise.all([starting, parts.wasm(), parts.database()]);
      const channel = new Channel<WorkerCalls>(wire, {});
      const { folder } = parts;
      const order = { wasm, database, folder, sql, rows };
      return channel.call("queryCopy", order, [wasm, database.buffer as ArrayBuffer]);
    };
    return await Promise.race([run(), stopped]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", cancel);
    starting.then(
      worker => worker.terminate(),
      () => undefined,
    );
  }
}

function tooLong(timeoutMs: number): UserError {
  const seconds = timeoutMs / 1000;
  return new UserError(
    `The query was ended after ${seconds.toLocaleString("en-US")} ${seconds === 1 ? "second" : "seconds"}. ` +
      "Make it narrower with WHERE, or raise hubLineage.query.timeout.",
  );
}
