import type { IndexFiles, SegmentInfo } from "../../app/ports/file-ports";
import type { Notices } from "./notices";
import type { Replica, Snapshot } from "./replica";

/** How an attempt to save the whole database ended: `busy` when another process is at it. */
export type FoldEnd = "done" | "busy";

/** What a fold works with. */
export interface FoldParts {
  readonly replica: Replica;
  readonly files: IndexFiles;
  readonly notices: Notices;
}

/** Puts a snapshot in the place of the saved database, unless that is no longer the one it was made from. */
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

/** Removes the segments of processes that are gone and that the saved database holds whole. */
async function sweep({ replica, files: { segments } }: FoldParts): Promise<void> {
  await replica.exclusive(() => replica.leaveFolded());
  if (segments === null) return;
  for (const segment of await segments.list()) {
    if (isDone(replica, segment)) await segments.remove(segment.name);
  }
}

/** Whether a segment grows no more and the saved database holds all of it. */
function isDone(replica: Replica, { name, bytes, finished }: SegmentInfo): boolean {
  return finished && bytes <= (replica.saved.get(name) ?? 0);
}

/** Removes what a process left that was killed after its fold and before it could tidy. */
export async function sweepLeftovers(parts: FoldParts): Promise<void> {
  const { replica, files } = parts;
  if (replica.listed.some(segment => isDone(replica, segment))) await files.alone(() => sweep(parts));
}

/**
 * Saves the copy in memory, brought to what all processes have written, as the database, and removes the segments
 * that are in it. It is written beside the old one, synced, and renamed; which part of which segment it holds stands
 * inside it (`folded_segments`), so that being killed between any two steps loses nothing and adds nothing twice.
 * Whether it `isDue` is asked once all is known: another process may just have done it.
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
    // Who lost his turn meanwhile removes nothing: another one may be working from these segments.
    if (saved === "done" && (await held())) await sweep(parts);
    return saved;
  });
  return end ?? "busy";
}

/** Saves a database without content that counts every record up to here as folded: they are forgotten by all. */
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
