import { UserError } from "../app/ports/errors";
import type { QueryResult } from "../app/ports/index-port";
import { Channel } from "../channel";
import type { WorkerCalls } from "../protocol";
import { t } from "../words/words";
import type { LimitedQuery } from "./limited-query";
import { runApart } from "./run-apart";
import type { StartedWorker } from "./started-worker";
import { tooLong } from "./time-limit";

/** Most MB of rows in the worker of a query (see `WorkerStart`). */
export const queryHeapMB = 1024;

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

/**
 * Runs a statement on a copy of the index in a worker of its own with `runApart`; throws UserError at the time limit, and
 * where the rows do not fit into the worker's memory.
 */
export async function queryApart(parts: ApartParts, query: LimitedQuery): Promise<QueryResult> {
  const { sql, rows, timeoutMs, longer, signal } = query;
  const program = {
    start: (onExit: (reason: string) => void) => parts.start(onExit),
    signal,
    canceled: t`The query was canceled.`,
    limit: { ms: timeoutMs, error: () => tooLong(timeoutMs, longer) },
  };
  try {
    return await runApart(program, async starting => {
      const [wire, wasm, database] = await Promise.all([starting, parts.wasm(), parts.database()]);
      const channel = new Channel<WorkerCalls>(wire, {});
      const { folder } = parts;
      const order = { wasm, database, folder, sql, rows };
      return channel.call("queryCopy", order, [wasm, database.buffer as ArrayBuffer]);
    });
  } catch (error) {
    if (
      error instanceof Error &&
      /memory limit|out of memory/i.test(error.message) &&
      error.name !== "UserError"
    )
      throw new UserError(
        t`The query was stopped because its rows need more memory than a query may take. Select fewer columns or rows.`,
      );
    throw error;
  }
}
