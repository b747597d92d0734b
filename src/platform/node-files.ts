import {
  constants,
  copyFile,
  type FileHandle,
  link,
  lstat,
  open,
  readdir,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { join } from "node:path";
import type { IndexFiles, SavedDatabase, StagedDatabase } from "../app/ports/file-ports";
import { asDiskError } from "./disk-errors";
import { makeFolder } from "./make-folder";
import { alone } from "./node-lock";
import { codeOf, isRunning, nullIfMissing, uniqueWord } from "./node-process";
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

/** How to open a file to read it; without O_NONBLOCK, opening a pipe waits for its other end, maybe forever. */
export const toRead = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The bytes of a file. A pipe or a device has none: it might never end. */
export async function bytesOf(handle: FileHandle): Promise<Uint8Array> {
  const facts = await handle.stat();
  return facts.isFile() || facts.isDirectory() ? handle.readFile() : new Uint8Array();
}

/** The mark of a file, or of a link that leads nowhere, which lies where a file belongs; null if there is nothing. */
async function markAt(path: string): Promise<string | null> {
  const facts = await nullIfMissing(lstat(path, { bigint: true }));
  if (facts === null) return null;
  const leadsNowhere = `${facts.ino}-link-${facts.mtimeNs}`;
  return markOf(path).catch(error =>
    facts.isSymbolicLink() && nowhere.has(codeOf(error)) ? leadsNowhere : Promise.reject(error),
  );
}

const nowhere: ReadonlySet<string> = new Set(["ENOENT", "ELOOP", "ENOTDIR"]);

async function readSaved(path: string): Promise<SavedDatabase | null> {
  const handle = await open(path, toRead).catch(error =>
    nowhere.has(codeOf(error)) ? null : Promise.reject(error),
  );
  if (handle === null) {
    // Another process may have saved the file after it was missed.
    if ((await stat(path).catch(() => null))?.isFile()) return readSaved(path);
    const mark = await markAt(path);
    return mark === null ? null : { bytes: new Uint8Array(), mark };
  }
  try {
    return { bytes: await bytesOf(handle), mark: await markOf(handle) };
  } finally {
    await handle.close();
  }
}

async function stage(folder: string, bytes: Uint8Array): Promise<StagedDatabase> {
  await makeFolder(folder);
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
    if ((await nullIfMissing(lstat(place))) === null) return place;
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
      const saved = await readSaved(path).catch(error =>
        Promise.reject(codeOf(error) === "EISDIR" ? asDiskError(error, path) : error),
      );
      await removeLeftovers(folder).catch(() => undefined);
      return saved;
    },
    mark: () => markAt(path).catch(error => (codeOf(error) === "ENOENT" ? null : Promise.reject(error))),
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

/** The text of a file, or null if there is none; a pipe or a device, which might never begin or end, is none. */
export async function readTextIn(path: string): Promise<string | null> {
  const handle = await nullIfMissing(open(path, constants.O_RDONLY | constants.O_NONBLOCK));
  if (handle === null) return null;
  try {
    const facts = await handle.stat();
    return facts.isFile() || facts.isDirectory() ? await handle.readFile("utf8") : null;
  } finally {
    await handle.close();
  }
}
