import { distinctNames } from "../../app/ports/column-names";
import { UserError } from "../../app/ports/errors";
import type { SnapshotFiles } from "../../app/ports/file-ports";
import type { QueryResult } from "../../app/ports/index-port";
import { ownValue } from "../../lineage/own-value";
import { openSnapshot } from "../../snapshot/open-snapshot";
import { SnapshotReader } from "../../snapshot/snapshot-reader";
import { plainTable } from "./plain-columns";
import { chosenRows } from "./plain-conditions";
import { plainGroups } from "./plain-groups";
import { namedModels } from "./plain-named";
import { isGrouped, NotPlain, type PlainQuestion } from "./plain-question";
import { plainRows } from "./plain-rows";
import { readQuestion } from "./read-question";

/** Most characters of an answer. */
const mostCharacters = 10_000_000;

/**
 * Answers a statement of the plain kind (`readQuestion`) straight from the columns of the snapshot, with the rows, in the order, and
 * with the names that SQLite would give. Returns null for every other one, where an answer could differ, and where the snapshot
 * cannot be read: SQLite answers those, or says why not.
 */
export async function plainAnswer(
  files: SnapshotFiles,
  sql: string,
  rows: number,
): Promise<QueryResult | null> {
  try {
    const question = readQuestion(sql);
    return await answered(files, question, rows);
  } catch (error) {
    // A lack of memory is a RangeError.
    if (error instanceof NotPlain || error instanceof UserError || error instanceof RangeError) return null;
    throw error;
  }
}

async function answered(
  files: SnapshotFiles,
  question: PlainQuestion,
  limit: number,
): Promise<QueryResult | null> {
  const snapshot = await openSnapshot(files);
  if (snapshot === null) return null;
  try {
    const most = Math.min(question.limit, limit + 1);
    const columns = snapshot.columns();
    const authors = ownValue(snapshot.header.sections, "author.values")?.length ?? 0;
    const reader = new SnapshotReader(snapshot);
    const find = (id: string) => {
      const row = reader.find(id);
      return row >= 0 && reader.id(row) === id ? row : -1;
    };
    const table =
      namedModels(question, reader, find, columns.id) ?? plainTable(columns, question.table, authors);
    const chosen = chosenRows(table, question.where, find);
    const found = isGrouped(question)
      ? plainGroups(table, question, chosen, most)
      : plainRows(table, question, chosen, most, columns.id);
    let characters = 0;
    for (const row of found)
      for (const value of row) characters += typeof value === "string" ? value.length : 0;
    if (characters > mostCharacters) return null;
    const names = distinctNames(question.items.map(({ name }) => name));
    return { columns: names, rows: found.slice(0, limit), truncated: found.length > limit };
  } finally {
    snapshot.close();
  }
}
