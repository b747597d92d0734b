import {
  constants,
  copyFile,
  type FileHandle,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { join } from "node:path";
import type { IndexFiles, SavedDatabase, StagedDatabase } from "../app/ports/file-ports";
import { alone } from "./node-lock";
import { isMissing, isRunning, uniqueWord } from "./node-process";
import { segmentFiles } from "./node-segments";

const fileName = "index.sqlite";
const temporary = /^index\.(\d+)(-\d+)?\.tmp$/;

/** Waits until the file names in a folder are on disk. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders; its rename is as durable as it gets.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes files left behind by processes that were killed while saving. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = temporary.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

/** A value that a rename preserves and that no other file has. */
async function markOf(file: FileHandle | string): Promise<string> {
  const facts =
    typeof file === "string" ? await stat(file, { bigint: true }) : await file.stat({ bigint: true });
  return `${facts.ino}-${facts.size}-${facts.mtimeNs}`;
}

/** The result of work on a file, or null if the file does not exist. */
export async function nullIfMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function readSaved(path: string): Promise<SavedDatabase | null> {
  const handle = await nullIfMissing(open(path, "r"));
  if (handle === null) return null;
  try {
    return { bytes: await handle.readFile(), mark: await markOf(handle) };
  } finally {
    await handle.close();
  }
}

async function stage(folder: string, bytes: Uint8Array): Promise<StagedDatabase> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `index.${process.pid}-${uniqueWord()}.tmp`);
  const drop = () => rm(path, { force: true }).catch(() => undefined);
  try {
    const handle = await open(path, "wx");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await drop();
    throw error;
  }
  const commit = async () => {
    const mark = await markOf(path);
    try {
      await rename(path, join(folder, fileName));
    } catch (error) {
      await drop();
      throw error;
    }
    await syncFolder(folder);
    return mark;
  };
  return { commit, drop };
}

/** The first unused name for a damaged file. */
async function freePlace(folder: string): Promise<string> {
  for (let number = 1; ; number++) {
    const place = join(folder, `index.damaged-${number}.sqlite`);
    if ((await nullIfMissing(stat(place))) === null) return place;
  }
}

/**
 * The index as `index.sqlite` in a folder on disk, next to `index.lock` and the folder `segments`; the folder is created
 * when something is saved. A damaged file is kept as `index.damaged-1.sqlite`, or under the next free number.
 */
export function folderFiles(folder: string): IndexFiles {
  const path = join(folder, fileName);
  return {
    read: async () => {
      const saved = await readSaved(path);
      await removeLeftovers(folder).catch(() => undefined);
      return saved;
    },
    mark: () => nullIfMissing(markOf(path)),
    stage: bytes => stage(folder, bytes),
    setAside: async () => {
      const place = await freePlace(folder);
      // Link instead of rename: without a database, even for a moment, others would start a new index.
      await link(path, place).catch(() => copyFile(path, place, constants.COPYFILE_EXCL));
      await syncFolder(folder);
      return place;
    },
    alone: work => alone(folder, work),
    segments: segmentFiles(join(folder, "segments"), syncFolder),
  };
}

/** The text of a file, or null if there is none. */
export function readTextIn(path: string): Promise<string | null> {
  return nullIfMissing(readFile(path, "utf8"));
}
