import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isDay } from "../../app/ports/day";
import { UserError } from "../../app/ports/errors";
import type { SnapshotFiles } from "../../app/ports/file-ports";
import { onDisk } from "../disk-errors";
import { alone } from "../node-lock";
import { snapshotFilesIn } from "../node-snapshot";
import { snapshotMark, snapshotName } from "../snapshot-mark";
import { decodeParts } from "./parts-list";
import { dropOtherParts, partsIn, writeParts } from "./write-parts";

/** Snapshots by their dates, in the index folder. */
const historyName = "history";

/** Room on the disk, in bytes: of all files of a snapshot, and of those that another one has as well. */
export interface SnapshotRoom {
  readonly bytes: number;
  readonly shared: number;
}

/** The folder of the snapshot of a day. */
export function datedFolder(index: string, day: string): string {
  return join(index, historyName, day);
}

/** The days of which an index folder has a snapshot, in order. */
export async function snapshotDays(index: string): Promise<readonly string[]> {
  const names = (await readdir(join(index, historyName)).catch(() => [])).filter(isDay).sort();
  const marks = await Promise.all(names.map(day => snapshotMark(datedFolder(index, day)).catch(() => null)));
  return names.filter((_, at) => marks[at] !== null);
}

/** What a dated snapshot takes on the disk. Parts that are shared count in full for each that has them. */
export async function roomOf(index: string, day: string): Promise<SnapshotRoom> {
  const folder = datedFolder(index, day);
  let { size: bytes } = await stat(join(folder, snapshotName));
  let shared = 0;
  for (const name of await partsIn(folder)) {
    const { size, nlink } = await stat(join(folder, "parts", name));
    bytes += size;
    if (nlink > 1) shared += size;
  }
  return { bytes, shared };
}

/** What all dated snapshots take on the disk together, in bytes: parts that are shared count once. */
export async function roomOfAll(index: string): Promise<number> {
  const seen = new Set<string>();
  let bytes = 0;
  for (const day of await snapshotDays(index)) {
    const folder = datedFolder(index, day);
    const names = (await partsIn(folder)).map(name => join("parts", name));
    for (const name of [snapshotName, ...names]) {
      const { ino, dev, size } = await stat(join(folder, name), { bigint: true });
      if (seen.has(`${dev}-${ino}`)) continue;
      seen.add(`${dev}-${ino}`);
      bytes += Number(size);
    }
  }
  return bytes;
}

/**
 * The snapshot of a day, which shares what is equal with those of other days. Its parts are put in place first and then the file
 * that lists them, so that whatever ends the import, the day has the snapshot that it had before, or none.
 */
export function datedSnapshotFiles(index: string, day: string): SnapshotFiles {
  const folder = datedFolder(index, day);
  const [main, own] = [snapshotFilesIn(index), snapshotFilesIn(folder)];
  return {
    ...own,
    replace: pieces =>
      changing(index, async () => {
        const others = (await snapshotDays(index)).map(each => datedFolder(index, each));
        const list = await writeParts(folder, others, pieces);
        await own.replace(list);
        await dropOtherParts(folder, namesIn(list));
      }),
    // A download that was interrupted belongs to no snapshot yet.
    kept: main.kept,
    dropParts: main.dropParts,
  };
}

/** Removes the snapshot of a day. What it shares with others, they keep. Throws UserError if there is none. */
export async function removeDated(index: string, day: string): Promise<void> {
  await changing(index, async () => {
    if (!(await snapshotDays(index)).includes(day)) throw await noSuchDay(index, day);
    const folder = datedFolder(index, day);
    // Without the file that lists its parts, a snapshot is none.
    await rm(join(folder, snapshotName));
    await rm(folder, { recursive: true, force: true });
  });
}

/** Says which days there are instead of one that there is not. */
export async function noSuchDay(index: string, day: string): Promise<UserError> {
  const days = await snapshotDays(index);
  const others =
    days.length === 0
      ? "There are no dated snapshots; hub-lineage import FILE --as DATE keeps one."
      : `There are snapshots of ${days.join(", ")}.`;
  return new UserError(`There is no snapshot of ${day} in ${index}. ${others}`);
}

function namesIn(list: readonly Uint8Array[]): ReadonlySet<string> {
  const file = Buffer.concat(list.slice(0, 2));
  const found = decodeParts((into, from) => into.set(file.subarray(from, from + into.length)), file.length);
  return new Set((found?.parts ?? []).flatMap(part => (typeof part === "number" ? [] : [part.name])));
}

/** Changes the dated snapshots while no other process does, after what was left of imports and removals that were ended. */
async function changing(index: string, work: () => Promise<void>): Promise<void> {
  const place = join(index, historyName);
  await onDisk(place, async () => {
    const done = await alone(place, async () => {
      const whole = new Set(await snapshotDays(index));
      for (const name of await readdir(place))
        if (isDay(name) && !whole.has(name)) await rm(join(place, name), { recursive: true, force: true });
      await work();
      return true;
    });
    if (done === null)
      throw new UserError(
        `Another program is changing the dated snapshots in ${place}. Wait until it is done, then try again.`,
      );
  });
}
