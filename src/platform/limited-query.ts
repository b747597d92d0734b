import { UserError } from "../app/ports/errors";
import type { QueryResult } from "../app/ports/index-port";
import { t } from "../words/words";

/** A statement with its limits. */
export interface LimitedQuery {
  readonly sql: string;
  readonly rows: number;
  readonly timeoutMs: number;
  /** The setting or option with which the user allows more time. */
  readonly longer: string;
  readonly signal: AbortSignal;
}

/** What came of asking DuckDB: rows, or why it did not answer (null where it was not asked). */
export type FastAnswer =
  | { readonly result: QueryResult; readonly reason?: undefined }
  | { readonly result: null; readonly reason: string | null };

/** Answers a statement with DuckDB or, where that does not, with SQLite in the time that is left. */
export async function queryEither(
  query: LimitedQuery,
  inDuckdb: (query: LimitedQuery) => Promise<FastAnswer>,
  inSqlite: (query: LimitedQuery) => Promise<QueryResult>,
): Promise<QueryResult> {
  const began = performance.now();
  const { result, reason } = await inDuckdb(query);
  if (result !== null) return result;
  const left = Math.max(1, query.timeoutMs - (performance.now() - began));
  return orBoth(inSqlite(reason === null ? query : { ...query, timeoutMs: left }), reason);
}

/** The answer of SQLite; what it refuses says too why DuckDB did not answer (null if it was not asked). */
export async function orBoth(answer: Promise<QueryResult>, reason: string | null): Promise<QueryResult> {
  try {
    return await answer;
  } catch (error) {
    if (reason === null || !(error instanceof Error && error.name === "UserError")) throw error;
    throw new UserError(t`${error.message} DuckDB did not answer it either: ${reason}`);
  }
}
