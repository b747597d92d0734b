import { hubTablesIn } from "../../app/ports/wanted-tables";
import type { FastAnswer, LimitedQuery } from "../limited-query";
import { snapshotMark } from "../snapshot-mark";
import { tooLong } from "../time-limit";
import { type Duckdb, type DuckdbPlaces, findDuckdb } from "./find-duckdb";
import { NotForDuckdb, runDuckdb } from "./run-duckdb";
import { foundTables } from "./table-folder";

/** What a question to the snapshot in DuckDB needs. */
export interface FastParts {
  /** The folder of the index. */
  readonly folder: string;
  readonly places: DuckdbPlaces;
  /**
   * Writes the tables of the snapshot with a mark with `writeTables`; called once for each snapshot, and where those that there are
   * were damaged.
   */
  readonly write: (mark: string, isDamaged: boolean) => Promise<Readonly<Record<string, string>> | null>;
}

/** Most characters that a query answers, as in SQLite. */
const mostCharacters = 20_000_000;

const leading = /^(?:\s|;|--[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$))*/;

/**
 * Answers a statement over tables of the snapshot with DuckDB, if there is DuckDB and a snapshot. Throws UserError at its
 * limits of time and memory, and AbortError.
 */
export async function fastQuery(parts: FastParts, query: LimitedQuery): Promise<FastAnswer> {
  const notAsked = { result: null, reason: null };
  const wanted = hubTablesIn(query.sql);
  if (wanted.length === 0 || /^explain\b/i.test(query.sql.replace(leading, ""))) return notAsked;
  const duckdb = await findDuckdb(parts.places);
  if (duckdb === null) return notAsked;
  const all = await currentTables(parts).catch(refusalInWords);
  if (all === null) return notAsked;
  if (typeof all === "string") return { result: null, reason: all };
  const tables = Object.fromEntries(wanted.map(({ name }) => [name, all[name] ?? ""]));
  return limited(duckdb, tables, query);
}

/** The tables of the snapshot as it is now, written if they are not yet; null if there is no snapshot. */
async function currentTables({ folder, write }: FastParts): Promise<Readonly<Record<string, string>> | null> {
  for (let mark = await snapshotMark(folder); mark !== null; mark = await snapshotMark(folder)) {
    const found = await foundTables(folder, mark);
    const tables = found.tables ?? (await write(mark, found.isDamaged));
    if (tables !== null) return tables;
  }
  return null;
}

/** Why tables cannot be written, as beside a shared snapshot: the question is still answered, by SQLite. */
function refusalInWords(error: unknown): string {
  if (error instanceof Error && error.name === "UserError") return error.message;
  throw error;
}

async function limited(
  duckdb: Duckdb,
  tables: Readonly<Record<string, string>>,
  { sql, rows, timeoutMs, longer, signal }: LimitedQuery,
): Promise<FastAnswer> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeoutMs);
  try {
    const result = await runDuckdb(duckdb, {
      sql,
      tables,
      rows,
      characters: mostCharacters,
      signal: AbortSignal.any([limit.signal, signal]),
    });
    return { result };
  } catch (error) {
    if (error instanceof NotForDuckdb) return { result: null, reason: error.message };
    if (limit.signal.aborted && !signal.aborted) throw tooLong(timeoutMs, longer);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
