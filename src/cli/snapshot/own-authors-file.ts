import { lstat } from "node:fs/promises";
import { UserError } from "../../app/ports/errors";
import { mostOwnTableBytes, type OwnTable, ownTable } from "../../app/report/own-table";
import { readRegularFile, Unreadable } from "../regular-file";

/**
 * The user's table of authors in a file, undefined if none was named. Bad rows are left out and told to `warn`. Throws
 * UserError if nothing of it can be used.
 */
export async function ownAuthorsIn(
  path: string | undefined,
  warn: (line: string) => void,
): Promise<OwnTable | undefined> {
  if (path === undefined) return undefined;
  const table = ownTable(path, await textIn(path));
  const [problem] = table.problems;
  if (table.entries.length === 0 && problem !== undefined) throw new UserError(`${path}: ${problem}`);
  for (const each of table.problems) warn(`${path}: ${each}`);
  return table;
}

async function textIn(path: string): Promise<string> {
  if ((await lstat(path).catch(() => null)) === null)
    throw new UserError(`There is no file ${JSON.stringify(path)}. Check --organizations.`);
  try {
    return (await readRegularFile(path, mostOwnTableBytes)).toString("utf8");
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new UserError(`The table of authors ${path} ${error.message}. Check --organizations.`);
  }
}
