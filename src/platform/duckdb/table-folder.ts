import { type FileHandle, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checksum } from "../node-checksum";
import { isMissing, uniqueWord } from "../node-process";
import { markOf } from "../snapshot-mark";

/** The version of the tables that this program writes and reads. */
const tablesVersion = 2;

/** Begins the names of the folders of tables. */
export const tablesPrefix = "snapshot-tables-";

/** The file with the facts of each table, written last. */
export const factsName = "tables.json";

/** What is known of a table's file: the CRC-32 of its bytes, and its state when they were seen to have it. */
export interface TableFacts {
  readonly sum: number;
  readonly state: string;
}

/** The files of tables, by the names of the tables; or null, and whether there are some that are not as they were written. */
export type FoundTables =
  | { readonly tables: Readonly<Record<string, string>>; readonly isDamaged: false }
  | { readonly tables: null; readonly isDamaged: boolean };

/** The name of the folder with the tables of the snapshot with this mark. */
export function tablesFolder(mark: string): string {
  return `${tablesPrefix}${tablesVersion}-${mark}`;
}

/** The path of a table in a folder. */
export function tablePath(place: string, name: string): string {
  return join(place, `${name}.parquet`);
}

/** What the system tells of a file and changes with every change of it: its size, and when its bytes and its entry changed. */
export async function fileState(file: FileHandle): Promise<string> {
  const facts = await file.stat({ bigint: true });
  return `${markOf(facts)}-${facts.ctimeNs}`;
}

/**
 * Finds the Parquet files of the snapshot with this mark. A file whose state is another than when its checksum was compared last is
 * read and compared again.
 */
export async function foundTables(folder: string, mark: string): Promise<FoundTables> {
  const place = join(folder, tablesFolder(mark));
  try {
    const known = JSON.parse(await readFile(join(place, factsName), "utf8")) as Record<string, TableFacts>;
    const now: [string, TableFacts][] = [];
    let isChanged = false;
    for (const [name, facts] of Object.entries(known)) {
      const found = await checked(place, name, facts);
      if (found === null) return { tables: null, isDamaged: true };
      if (found !== facts) isChanged = true;
      now.push([name, found]);
    }
    if (isChanged) await keepFacts(place, now);
    const tables = now.map(([name]) => [name, tablePath(place, name)] as const);
    return { tables: Object.fromEntries(tables), isDamaged: false };
  } catch (error) {
    return { tables: null, isDamaged: !isMissing(error) };
  }
}

/** The files of the tables of the snapshot with this mark; null if there are none, or not as they were written. */
export async function writtenTables(
  folder: string,
  mark: string,
): Promise<Readonly<Record<string, string>> | null> {
  return (await foundTables(folder, mark)).tables;
}

/** The facts of a table as they are now; null if its bytes are not those that were written. */
async function checked(place: string, name: string, facts: TableFacts): Promise<TableFacts | null> {
  const file = await open(tablePath(place, name), "r").catch(() => null);
  if (file === null) return null;
  try {
    const state = await fileState(file);
    if (state === facts.state) return facts;
    return (await sumOf(file)) === facts.sum ? { ...facts, state } : null;
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

/** Bytes that are read at once. */
const blockBytes = 1 << 20;

async function sumOf(file: FileHandle): Promise<number> {
  const block = Buffer.allocUnsafe(blockBytes);
  let sum = 0;
  for (;;) {
    const { bytesRead } = await file.read(block, 0, blockBytes);
    if (bytesRead === 0) return sum;
    sum = checksum(block.subarray(0, bytesRead), sum);
  }
}

/** Keeps facts for the next time. Where that fails, the next time compares again. */
async function keepFacts(place: string, facts: readonly (readonly [string, TableFacts])[]): Promise<void> {
  const path = join(place, `${factsName}.${uniqueWord()}.tmp`);
  try {
    await writeFile(path, JSON.stringify(Object.fromEntries(facts)), { flag: "wx" });
    await rename(path, join(place, factsName));
  } catch {
    await rm(path, { force: true }).catch(() => undefined);
  }
}
