import { createHash } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import { type FileHandle, lstat, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import * as zlib from "node:zlib";
import { UserError } from "../app/ports/errors";
import type { OpenSnapshotFile, SnapshotFiles } from "../app/ports/file-ports";
import type { Unpackers } from "../app/ports/import-ports";
import type { KeptParts, SnapshotBytes } from "../app/ports/snapshot-ports";
import { t } from "../words/words";
import { asDiskError, onDisk } from "./disk-errors";
import { removeTables } from "./duckdb/write-tables";
import { openParts, readFully } from "./history/open-parts";
import { makeFolder } from "./make-folder";
import { checksum } from "./node-checksum";
import { bytesOf, syncFolder, toRead } from "./node-files";
import { isRunning, nullIfMissing, uniqueWord } from "./node-process";
import { markOf, snapshotMark, snapshotName } from "./snapshot-mark";

const damagedName = "snapshot.damaged.columns";
const temporary = /^snapshot\.(\d+)-\d+\.tmp$/;
const partsFolder = "snapshot-parts";
const derivedFolder = "snapshot-derived";

/** Removes files left behind by imports that were ended. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = temporary.exec(name)?.[1];
    // If this process had another import running, its caller would have ended it first.
    if (pid !== undefined && (Number(pid) === process.pid || !isRunning(Number(pid))))
      // What only has such a name, such as a folder, may stay.
      await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

async function writeAll(handle: FileHandle, pieces: Iterable<Uint8Array>): Promise<void> {
  for (const piece of pieces) {
    let done = 0;
    while (done < piece.length) done += (await handle.write(piece, done, piece.length - done)).bytesWritten;
  }
  await handle.sync();
}

async function replace(folder: string, pieces: Iterable<Uint8Array>): Promise<void> {
  await makeFolder(folder);
  await removeLeftovers(folder);
  const path = join(folder, `snapshot.${process.pid}-${uniqueWord()}.tmp`);
  try {
    const handle = await open(path, "wx");
    try {
      await writeAll(handle, pieces);
    } finally {
      await handle.close();
    }
    await rename(path, join(folder, snapshotName));
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
  await removeDerived(folder);
}

/** Removes what was found out about earlier snapshots; where that fails, it takes room and is never read. */
async function removeDerived(folder: string): Promise<void> {
  await rm(join(folder, derivedFolder), { recursive: true, force: true }).catch(() => undefined);
}

async function openSaved(path: string): Promise<OpenSnapshotFile | null> {
  const facts = await nullIfMissing(stat(path, { bigint: true }));
  if (facts === null) return null;
  // A pipe or a device has no length, and so is damage.
  const file = openSync(path, toRead);
  const bytes = facts.isFile() || facts.isDirectory() ? Number(facts.size) : 0;
  const incomplete = t`The snapshot in the index is incomplete. Import it again.`;
  const mark = markOf(facts);
  try {
    const joined = openParts(file, path, bytes, incomplete);
    if (joined !== null) return { mark, ...joined };
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return {
    bytes,
    mark,
    read: (into, from) => readFully(file, into, from, incomplete),
    close: () => closeSync(file),
  };
}

const kept = (): string => t`The snapshot that you have was kept.`;

/** The folder of parts itself, not one that a link leads to. */
async function makePartsFolder(parts: string, place: string): Promise<void> {
  const facts = await nullIfMissing(lstat(parts));
  if (facts?.isSymbolicLink()) await rm(parts);
  await makeFolder(place);
}

/** The checksum of a part, as its file's last bytes. */
const sumBytes = 4;

function withSum(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(bytes.length + sumBytes);
  whole.set(bytes);
  new DataView(whole.buffer).setUint32(bytes.length, checksum(bytes));
  return whole;
}

/** The bytes of a part, or null if its file does not hold what was written. */
function checkedPart(file: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const end = file.length - sumBytes;
  if (end < 0) return null;
  const bytes = new Uint8Array(file.subarray(0, end));
  const sum = new DataView(file.buffer, file.byteOffset).getUint32(end);
  return checksum(bytes) === sum ? bytes : null;
}

function keptParts(parts: string, state: string): KeptParts {
  const place = join(parts, createHash("sha256").update(state).digest("hex").slice(0, 32));
  return {
    read: async name => {
      const handle = await nullIfMissing(open(join(place, name), toRead));
      if (handle === null) return null;
      try {
        return checkedPart(await bytesOf(handle));
      } finally {
        await handle.close();
      }
    },
    write: async (name, bytes) => {
      await makePartsFolder(parts, place);
      const path = join(place, `${name}.${uniqueWord()}.tmp`);
      try {
        await writeFile(path, withSum(bytes), { flag: "wx" });
        await rename(path, join(place, name));
      } catch (error) {
        await rm(path, { force: true }).catch(() => undefined);
        throw error;
      }
    },
    clear: () => rm(place, { recursive: true, force: true }),
  };
}

/** The snapshot of the whole Hub as `snapshot.columns` in the index's folder, next to the parts of an interrupted import. */
export function snapshotFilesIn(folder: string): SnapshotFiles {
  const path = join(folder, snapshotName);
  return {
    checksum,
    open: () => openSaved(path),
    mark: () => snapshotMark(folder),
    replace: pieces => onDisk(folder, () => replace(folder, pieces), kept()),
    setAside: async mark => {
      if ((await snapshotMark(folder)) !== mark) return null;
      const place = join(folder, damagedName);
      await rename(path, place);
      return place;
    },
    remove: async () => {
      await rm(path, { force: true });
      await rm(join(folder, damagedName), { force: true });
      await rm(join(folder, partsFolder), { recursive: true, force: true });
      await removeDerived(folder);
      await removeTables(folder);
    },
    derived: mark => keptParts(join(folder, derivedFolder), mark),
    kept: state => {
      const parts = keptParts(join(folder, partsFolder), state);
      return {
        read: name => onDisk(folder, () => parts.read(name), kept()),
        write: (name, bytes) => onDisk(folder, () => parts.write(name, bytes), kept()),
        clear: () => onDisk(folder, () => parts.clear(), kept()),
      };
    },
    dropParts: () => onDisk(folder, () => rm(join(folder, partsFolder), { recursive: true, force: true })),
  };
}

async function openToRead(place: string): Promise<FileHandle> {
  try {
    // Opening a pipe would wait for its other end.
    if (!(await stat(place)).isFile())
      throw new UserError(t`${place} is not a file. Name a Parquet or CSV file.`);
    return await open(place, "r");
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw new UserError(t`${place} cannot be read${reason}. Check the path.`);
  }
}

/** Unpacks pages of Parquet files with the runtime's own library, to at most the length that they claim. */
export const unpackers: Unpackers = {
  gzip: (packed, length) => zlib.unzipSync(packed, { maxOutputLength: Math.max(1, length) }),
  brotli: (packed, length) => zlib.brotliDecompressSync(packed, { maxOutputLength: Math.max(1, length) }),
};

/** A file on disk that can be read in any order. Throws UserError if it cannot be opened. */
export async function openDiskFile(path: string): Promise<SnapshotBytes> {
  const place = resolve(path);
  const handle = await openToRead(place);
  const { size } = await handle.stat();
  return {
    name: basename(place),
    byteLength: size,
    slice: async (start, end = size) => {
      const bytes = new Uint8Array(Math.max(0, end - start));
      let done = 0;
      while (done < bytes.length) {
        const { bytesRead } = await handle
          .read(bytes, done, bytes.length - done, start + done)
          .catch(error => Promise.reject(asDiskError(error, place)));
        if (bytesRead === 0)
          throw new UserError(t`${place} was truncated while it was being read. Try again.`);
        done += bytesRead;
      }
      return bytes.buffer;
    },
    close: () => handle.close(),
  };
}
