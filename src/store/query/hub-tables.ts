import { UserError } from "../../app/ports/errors";
import type { SnapshotFiles } from "../../app/ports/file-ports";
import type { QueryResult } from "../../app/ports/index-port";
import { hubTablesIn } from "../../app/ports/wanted-tables";
import { openSnapshot } from "../../snapshot/open-snapshot";
import type { Database } from "../database";
import { PageFile } from "../pages/page-file";
import { hubPages } from "./hub-pages";
import { idOrder } from "./id-order";
import { type QueryLimits, userQuery } from "./user-query";

/** Bytes of a page: large enough that most tables have three levels, small enough that a look at one row writes little. */
const pageBytes = 8192;

/** Bytes of pages that SQLite keeps of the tables. */
const cacheBytes = 192 * 2 ** 20;

/**
 * Runs a statement that a person wrote, like `userQuery`. If it names tables of the snapshot (under `hub`), SQLite reads them from a
 * file whose pages are written from the snapshot's columns as they are read. Throws UserError if it names one and there is no snapshot.
 */
export async function queryWithHub(
  database: Database,
  files: SnapshotFiles | null,
  sql: string,
  limits: QueryLimits,
): Promise<QueryResult> {
  const wanted = hubTablesIn(sql);
  if (wanted.length === 0) return userQuery(database, sql, limits);
  const snapshot = files && (await openSnapshot(files));
  if (files === null || snapshot === null) {
    throw new UserError(
      `There is no table hub.${wanted[0]?.name}, because no Hub snapshot has been imported. ` +
        "Run Hub Lineage: Import Hub Snapshot (hub-lineage import) first, or remove the hub. prefix to query the index.",
    );
  }
  try {
    const order = await idOrder(files, snapshot.mark, snapshot.facts.models);
    const file = new PageFile(hubPages(snapshot.columns(), wanted, order), { pageBytes, isDense: false });
    const detach = database.attach("hub", file);
    try {
      database.raw.run(`PRAGMA hub.cache_size = ${-cacheBytes / 1024}`);
      const result = userQuery(database, sql, withCache(limits, Math.min(file.length, cacheBytes)));
      if (file.failure !== null) throw file.failure;
      return result;
    } catch (error) {
      throw file.failure === null ? error : inWords(file.failure);
    } finally {
      detach();
      await order.keep();
    }
  } finally {
    snapshot.close();
  }
}

/** What kept a page from being written; where that was a lack of memory, the engine's own words say nothing to a person. */
function inWords(failure: unknown): unknown {
  if (!(failure instanceof RangeError)) return failure;
  return new UserError(
    "The query was stopped because there is too little memory for the snapshot's tables. Name fewer columns, or install DuckDB.",
  );
}

/** The limits with the memory of the pages that SQLite keeps. */
function withCache(limits: QueryLimits, cache: number): QueryLimits {
  const { memory } = limits;
  return memory === undefined ? limits : { ...limits, memory: memory + Math.ceil(cache * 1.1) };
}
