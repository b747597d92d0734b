import type { IndexFiles, SegmentInfo } from "../../app/ports/file-ports";
import type { Notices } from "./notices";
import type { Replica, Snapshot } from "./replica";

/** How an attempt to save the complete database ended; `busy` means that another process is saving it. */
export type FoldEnd = "done" | "busy";

/** What a fold needs. */
export interface FoldParts {
  readonly replica: Replica;
  readonly files: IndexFiles;
  readonly notices: Notices;
}

/** Replaces the saved database with a snapshot, unless the database is no longer the one it was made from. */
async function save(
  { replica, files, notices }: FoldParts,
  snapshot: Snapshot,
  held: () => Promise<boolean>,
): Promise<FoldEnd> {
  const staged = await files.stage(snapshot.bytes);
  try {
    if (!(await held()) || (await files.mark()) !== snapshot.mark) {
      await staged.drop();
      return "busy";
    }
    if (replica.isInTheWay) notices.movedAside(await files.setAside());
  } catch (error) {
    await staged.drop();
    throw error;
  }
  replica.adopt(snapshot, await staged.commit());
  return "done";
}

/** Removes the segments of ended processes that the saved database holds completely. */
async function sweep({ replica, files: { segments } }: FoldParts): Promise<void> {
  await replica.exclusive(() => replica.leaveFolded());
  if (segments === null) return;
  for (const segment of await segments.list()) {
    if (isDone(replica, segment)) await segments.remove(segment.name);
  }
}

/** Whether a segment has stopped growing and the saved database holds all of it. */
function isDone(replica: Replica, { name, bytes, finished, isFile }: SegmentInfo): boolean {
  return isFile && finished && bytes <= (replica.saved.get(name) ?? 0);
}

/** Removes what a process left behind that was killed between folding and cleaning up. */
export async function sweepLeftovers(parts: FoldParts): Promise<void> {
  const { replica, files } = parts;
  if (replica.listed.some(segment => isDone(replica, segment))) await files.alone(() => sweep(parts));
}

/**
 * Brings the copy in memory up to date with all processes, saves it as the database, and removes the segments that it
 * holds. The file is written next to the old one, synced, and renamed. The database itself records how much of each
 * segment it holds (`folded_segments`), so a kill between any two steps loses nothing and adds nothing twice. `isDue`
 * is called once the copy is up to date, because another process may just have folded.
 */
export async function fold(parts: FoldParts, isDue: () => boolean): Promise<FoldEnd> {
  const { replica, files } = parts;
  const end = await files.alone<FoldEnd>(async held => {
    const snapshot = await replica.exclusive(async () => {
      await replica.look();
      return isDue() ? replica.snapshot() : null;
    });
    if (snapshot === null) return "done";
    const saved = await save(parts, snapshot, held);
    // After losing the lock, remove nothing: another process may be working from these segments.
    if (saved === "done" && (await held())) await sweep(parts);
    return saved;
  });
  return end ?? "busy";
}

/** Saves an empty database that counts every record so far as folded, which makes all processes forget them. */
export async function forgetAll(parts: FoldParts): Promise<FoldEnd> {
  const { replica, files } = parts;
  const end = await files.alone<FoldEnd>(async held => {
    const saved = await replica.exclusive(async () => {
      await replica.look();
      const snapshot = replica.emptySnapshot();
      try {
        const ended = await save(parts, snapshot, held);
        if (ended !== "done") snapshot.next?.close();
        return ended;
      } catch (error) {
        snapshot.next?.close();
        throw error;
      }
    });
    if (saved === "done" && (await held())) await sweep(parts);
    return saved;
  });
  return end ?? "busy";
}
