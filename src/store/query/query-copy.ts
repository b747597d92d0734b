import type { SnapshotFiles } from "../../app/ports/file-ports";
import type { QueryResult } from "../../app/ports/index-port";
import { loadSqlite } from "../database";
import { mayReadIndex, migrate } from "../schema";
import { queryWithHub } from "./hub-tables";

/** Most characters that a query answers: what the host can take without standing still. */
const mostCharacters = 20_000_000;

/** Most bytes that SQLite takes for a query, beside the tables of a snapshot. */
const mostMemory = 256 * 2 ** 20;

/** A query over a copy of an index: sql.js and the database from their bytes (none for an empty index), and most rows to answer. */
export interface CopyQuery {
  readonly wasm: ArrayBuffer;
  readonly database: Uint8Array;
  readonly sql: string;
  readonly rows: number;
}

/** Runs one reading statement over a copy of an index, with the snapshot beside it. */
export async function queryCopy(
  { wasm, database, sql, rows }: CopyQuery,
  snapshot: SnapshotFiles | null,
): Promise<QueryResult> {
  const openCopy = await loadSqlite(wasm);
  const copy = openCopy(database);
  // Of an index in which nothing is stored, there is no file.
  if (database.length === 0 && mayReadIndex(sql)) migrate(copy);
  return queryWithHub(copy, snapshot, sql, {
    rows,
    characters: mostCharacters,
    memory: mostMemory,
  });
}
