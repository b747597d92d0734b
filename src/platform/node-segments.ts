import {
  constants,
  copyFile,
  type FileHandle,
  lstat,
  open,
  readdir,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { ageMs } from "../app/ports/clock";
import { UserError } from "../app/ports/errors";
import type { OpenSegment, SegmentFiles, SegmentInfo } from "../app/ports/file-ports";
import { t } from "../words/words";
import { makeFolder } from "./make-folder";
import { codeOf, isGone, isMissing, isTaken, nullIfMissing, thisProcess, uniqueWord } from "./node-process";

/** Start in ms since 1970, machine, process, random digits: names sort by time. */
const shape = /^(\d{14})_([\w.-]+)_(\d+)_\d{10}\.seg$/;
/** A segment from another machine that has not been written for this long is finished; its owner would start another one. */
const farIdleMs = 7 * 24 * 3_600_000;
const ownIdleMs = 24 * 3_600_000;

/** The segments that this process began, whatever its clock was then. */
const begun = new Set<string>();

const machine = () => hostname().replace(/[^\w.-]/g, "-");

function newName(): string {
  const { at, pid } = thisProcess();
  return `${String(at).padStart(14, "0")}_${machine()}_${pid}_${uniqueWord()}.seg`;
}

async function infoOf(folder: string, name: string): Promise<SegmentInfo | null> {
  const [, at, host, pid] = shape.exec(name) ?? [];
  if (at === undefined) return null;
  // Check first whether the owner has ended: the size then includes everything that it wrote.
  const isNear = host === machine();
  const isOver = isNear && !begun.has(name) && isGone({ host: hostname(), pid: Number(pid), at: Number(at) });
  try {
    const path = join(folder, name);
    const facts = await lstat(path);
    const target = facts.isSymbolicLink() ? await stat(path).catch(() => facts) : facts;
    if (!target.isFile()) return { name, bytes: 0, finished: true, isFile: false };
    const { size, mtimeMs } = target;
    // If the clock was wrong when it was written, its beginning may still tell how old it is.
    const idleMs = Math.min(
      ageMs(mtimeMs, Date.now()),
      ageMs(mtimeMs > Date.now() ? Number(at) : 0, Date.now()),
    );
    return { name, isFile: true, bytes: size, finished: isOver || (!isNear && idleMs > farIdleMs) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function list(folder: string): Promise<readonly SegmentInfo[]> {
  try {
    const names = (await readdir(folder)).sort();
    const infos = await Promise.all(names.map(name => infoOf(folder, name)));
    return infos.filter(info => info !== null);
  } catch (error) {
    if (!isMissing(error) && !["ENOTDIR", "ELOOP"].includes(codeOf(error))) throw error;
    if ((await nullIfMissing(lstat(folder))) === null) return [];
    // Another process made it after it was missed.
    if ((await stat(folder).catch(() => null))?.isDirectory()) return list(folder);
    throw new UserError(
      t`${folder} is not a folder, so the index's log in it cannot be read. Move it elsewhere, or choose another index folder.`,
    );
  }
}

async function setAside(folder: string, name: string): Promise<string> {
  const place = join(folder, `${name}.${uniqueWord()}.damaged`);
  await rename(join(folder, name), place);
  return place;
}

async function read(path: string, from: number): Promise<Uint8Array | null> {
  let handle: FileHandle;
  try {
    handle = await open(path, "r");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  try {
    const bytes = new Uint8Array(Math.max(0, (await handle.stat()).size - from));
    let done = 0;
    while (done < bytes.length) {
      const { bytesRead } = await handle.read(bytes, done, bytes.length - done, from + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return bytes.subarray(0, done);
  } finally {
    await handle.close();
  }
}

/** Appends bytes; a failed append is undone as far as possible to leave no torn frame before the next one. */
async function append(handle: FileHandle, bytes: Uint8Array, size: number): Promise<void> {
  try {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, size + done);
      done += bytesWritten;
    }
    await handle.datasync();
  } catch (error) {
    await handle.truncate(size).catch(() => undefined);
    throw error;
  }
  // Another process that took this one for dead, or a person cleaning up, may have removed the file.
  if ((await handle.stat()).nlink === 0) throw new Error("The segment file was removed.");
}

async function begin(folder: string, syncFolder: (folder: string) => Promise<void>): Promise<OpenSegment> {
  const isNew = await makeFolder(folder);
  const name = newName();
  const handle = await open(join(folder, name), "wx");
  begun.add(name);
  if (isNew) await syncFolder(join(folder, ".."));
  await syncFolder(folder);
  let size = 0;
  let writtenAt = Date.now();
  return {
    name,
    append: async bytes => {
      if (ageMs(writtenAt, Date.now()) > ownIdleMs)
        throw new Error("The segment file was idle for too long.");
      await append(handle, bytes, size);
      size += bytes.length;
      writtenAt = Date.now();
    },
    close: () => handle.close(),
  };
}

async function keepCopy(folder: string, name: string): Promise<string> {
  const place = join(folder, `${name}.damaged`);
  try {
    await copyFile(join(folder, name), place, constants.COPYFILE_EXCL);
  } catch (error) {
    if (!isTaken(error)) throw error;
  }
  return place;
}

/** The segments in a folder, which is created with the first one. */
export function segmentFiles(folder: string, syncFolder: (folder: string) => Promise<void>): SegmentFiles {
  return {
    list: () => list(folder),
    read: (name, from) => read(join(folder, name), from),
    begin: () => begin(folder, syncFolder),
    remove: async name => rm(join(folder, name), { force: true }),
    setAside: name => setAside(folder, name),
    keepCopy: name => keepCopy(folder, name),
  };
}
