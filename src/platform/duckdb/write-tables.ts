import { mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, isRunning, uniqueWord } from "../node-process";
import {
  factsName,
  fileState,
  type TableFacts,
  tablePath,
  tablesFolder,
  tablesPrefix,
  writtenTables,
} from "./table-folder";

const temporary = /^snapshot-tables\.(\d+)-\d+\.tmp$/;

/**
 * Writes the tables of the snapshot with this mark beside it: `write` makes a file `NAME.parquet` of each in the folder that it is
 * given, and returns the CRC-32 of what it wrote to each. They appear together when all are on the disk; those of earlier snapshots are removed. A process that is ended meanwhile
 * leaves a temporary folder, which the next one removes. Null if the snapshot was replaced meanwhile.
 */
export async function writeTables(
  folder: string,
  mark: string,
  write: (place: string) => Promise<Readonly<Record<string, number>>>,
  currentMark: () => Promise<string | null>,
): Promise<Readonly<Record<string, string>> | null> {
  const name = tablesFolder(mark);
  await removeOthers(folder, name);
  const place = join(folder, `snapshot-tables.${process.pid}-${uniqueWord()}.tmp`);
  await mkdir(place, { mode: 0o700 });
  try {
    const facts = new Map<string, TableFacts>();
    for (const [name, sum] of Object.entries(await write(place))) {
      const file = await open(tablePath(place, name), "r+");
      try {
        await file.sync();
        facts.set(name, { sum, state: await fileState(file) });
      } finally {
        await file.close();
      }
    }
    await writeFile(join(place, factsName), JSON.stringify(Object.fromEntries(facts)), { flush: true });
    // What was read may be another snapshot than that of the mark.
    if ((await currentMark()) !== mark) {
      await rm(place, { recursive: true, force: true });
      return null;
    }
    await replaceFolder(place, join(folder, name), () => writtenTables(folder, mark));
  } catch (error) {
    await rm(place, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
  return writtenTables(folder, mark);
}

/** Moves a folder to its place. Whole tables that another process has put there meanwhile stay; damaged ones make room. */
async function replaceFolder(from: string, to: string, isWhole: () => Promise<unknown>): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST", "EPERM"].includes(codeOf(error))) throw error;
    if ((await isWhole()) === null) {
      await rm(to, { recursive: true, force: true });
      await rename(from, to);
    } else await rm(from, { recursive: true, force: true });
  }
}

/** Removes the tables of other snapshots, and what processes left that have ended. */
async function removeOthers(folder: string, kept: string | null): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(temporary.exec(name)?.[1] ?? Number.NaN);
    const isLeft = !Number.isNaN(pid) && pid !== process.pid && !isRunning(pid);
    const isOld = name.startsWith(tablesPrefix) && name !== kept;
    // Where a query still reads them, some systems refuse; the next time will do.
    if (isLeft || isOld)
      await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Removes all tables beside a snapshot. */
export async function removeTables(folder: string): Promise<void> {
  await removeOthers(folder, null).catch(error => {
    if (codeOf(error) !== "ENOENT") throw error;
  });
}
