import { join } from "node:path";
import { snapshotFiles } from "#platform";
import { rowLimitInWords } from "../app/index/query-text";
import { UserError } from "../app/ports/errors";
import { hubTablesIn } from "../app/ports/wanted-tables";
import { fastQuery } from "../platform/duckdb/fast-query";
import type { FastAnswer, LimitedQuery } from "../platform/limited-query";
import { plainAnswer } from "../store/plain/plain-answer";
import type { Command } from "./arguments";
import { snapshotFolderOf } from "./history/dated-place";
import { inLine } from "./printable";
import { writtenRows } from "./query-rows";
import type { ProgressLine } from "./terminal/progress-line";

/** What a question to DuckDB tells of. */
interface Telling {
  readonly progress: ProgressLine;
  readonly warn: (line: string) => void;
}

/**
 * Asks DuckDB, where it is there, over the tables of the snapshot in an index folder; what it does not answer and is plain is answered
 * from the columns. Throws UserError, and AbortError.
 */
export async function queryQuickly(
  folder: string,
  query: Omit<LimitedQuery, "longer"> & Partial<Pick<LimitedQuery, "longer">>,
  { progress, warn }: Telling,
): Promise<FastAnswer> {
  const places = {
    chosen: process.env.HUB_LINEAGE_DUCKDB ?? "",
    searchPath: process.env.PATH,
    beside: join(__dirname, "cli.js"),
  };
  const write = async (mark: string, isDamaged: boolean) => {
    if (isDamaged) warn("The snapshot's tables for DuckDB were damaged, and are written again.");
    progress.say("Writing the snapshot's tables for DuckDB, once");
    const { writeQueryTables } = await import("./snapshot/write-query-tables");
    try {
      return await writeQueryTables(folder, mark);
    } catch (error) {
      if (error instanceof UserError)
        warn(`DuckDB is not used, because its tables cannot be written. ${error.message}`);
      throw error;
    } finally {
      progress.say("Running the query");
    }
  };
  const answer = await fastQuery({ folder, places, write }, { longer: "--timeout", ...query });
  if (answer.result !== null) return answer;
  const files = hubTablesIn(query.sql).length === 1 ? snapshotFiles(folder) : null;
  const result = files && (await plainAnswer(files, query.sql, query.rows));
  if (result !== null) return { result };
  return answer.reason === null ? answer : { result: null, reason: inLine(answer.reason) };
}

/**
 * The output of a query that DuckDB or the columns answer, without opening the index, which takes longer than most answers do; otherwise why
 * it was not answered (null if DuckDB was not asked).
 */
export async function quickQuery(
  { sql, rows, timeoutMs, places, format }: Command & { readonly name: "query" },
  telling: Telling,
): Promise<
  | { readonly output: string; readonly reason?: undefined }
  | { readonly output: null; readonly reason: string | null }
> {
  const folder = await snapshotFolderOf(places);
  if (places.at !== undefined && hubTablesIn(sql).length === 0)
    throw new UserError(
      "With --at, a query reads the tables of a snapshot, whose names begin with hub., such as hub.models. Name one, or remove --at.",
    );
  const { signal } = new AbortController();
  const { result, reason } = await queryQuickly(folder, { sql, rows, timeoutMs, signal }, telling);
  if (result === null) return { output: null, reason };
  const limited = rowLimitInWords(result, rows, "--max-rows");
  if (limited !== null) telling.warn(limited);
  return { output: writtenRows(format, result) };
}
