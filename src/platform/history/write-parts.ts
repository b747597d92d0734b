import { createHash } from "node:crypto";
import { link, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../make-folder";
import { syncFolder } from "../node-files";
import { nullIfMissing } from "../node-process";
import { partsOfSnapshot } from "./open-parts";
import { encodeParts, type SnapshotPart } from "./parts-list";

/** What is shorter has no file of its own, which would take more room than it saves. */
const leastBytes = 65_536;

/** The most bytes of a part: where only the end of a column differs, what comes before is shared. */
const mostBytes = 16 * 1_048_576;

/** The names of the parts in a snapshot's folder. */
export async function partsIn(folder: string): Promise<readonly string[]> {
  const names = await nullIfMissing(readdir(join(folder, partsOfSnapshot)));
  return (names ?? []).filter(name => /^[0-9a-f]{64}$/.test(name));
}

/**
 * Writes the parts of a snapshot to its folder, and returns the pieces of the file that lists them, to be put in place next. A
 * part that one of the folders `others` has is linked, so that its bytes are on the disk once; where files cannot be linked, it
 * is written again.
 */
export async function writeParts(
  folder: string,
  others: readonly string[],
  pieces: Iterable<Uint8Array>,
): Promise<readonly Uint8Array[]> {
  const place = join(folder, partsOfSnapshot);
  await makeFolder(place);
  const had = new Map<string, string>();
  for (const other of others)
    for (const name of await partsIn(other)) had.set(name, join(other, partsOfSnapshot, name));
  const parts: SnapshotPart[] = [];
  const own: Uint8Array[] = [];
  for (const piece of pieces)
    for (let from = 0; from < piece.length; from += mostBytes) {
      const bytes = piece.subarray(from, from + mostBytes);
      if (bytes.length >= leastBytes) {
        parts.push({ name: await keepPart(place, bytes, had), bytes: bytes.length });
        continue;
      }
      own.push(bytes);
      const before = parts.at(-1);
      if (typeof before === "number") parts[parts.length - 1] = before + bytes.length;
      else parts.push(bytes.length);
    }
  await syncFolder(place);
  return encodeParts(parts, own);
}

/** Removes the parts of an earlier import that the list does not have, and what was left of one that was ended. */
export async function dropOtherParts(folder: string, kept: ReadonlySet<string>): Promise<void> {
  const place = join(folder, partsOfSnapshot);
  for (const name of await readdir(place)) if (!kept.has(name)) await rm(join(place, name), { force: true });
}

const nameOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function keepPart(place: string, bytes: Uint8Array, had: ReadonlyMap<string, string>): Promise<string> {
  const name = nameOf(bytes);
  const path = join(place, name);
  if (await holds(path, bytes)) return name;
  const other = had.get(name);
  // What another snapshot lost on the disk must not be lost to this one.
  const isShared = other !== undefined && other !== path && (await holds(other, bytes));
  const temporary = `${path}.tmp`;
  await rm(temporary, { force: true });
  if (!isShared || !(await linked(other, temporary))) await written(temporary, bytes);
  await rename(temporary, path);
  return name;
}

async function holds(path: string, bytes: Uint8Array): Promise<boolean> {
  const facts = await nullIfMissing(stat(path));
  if (facts === null || !facts.isFile() || facts.size !== bytes.length) return false;
  const found = await readFile(path).catch(() => null);
  return found !== null && Buffer.compare(found, bytes) === 0;
}

/** Whether a second name was made for a file; false where a file system has one name for each. */
async function linked(from: string, to: string): Promise<boolean> {
  return link(from, to).then(
    () => true,
    () => false,
  );
}

async function written(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, "wx");
  try {
    for (let done = 0; done < bytes.length; )
      done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
    await handle.sync();
  } finally {
    await handle.close();
  }
}
