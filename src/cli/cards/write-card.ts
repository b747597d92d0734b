import type { Stats } from "node:fs";
import { constants } from "node:fs";
import * as nodeFiles from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { removeLeftBehind, temporaryName } from "./left-behind";

/** The calls that writing a card makes. */
export type CardDisk = Pick<
  typeof nodeFiles,
  "access" | "open" | "readFile" | "realpath" | "rename" | "rm" | "stat"
>;

/** A file of the cache that huggingface_hub keeps: a link in `snapshots` leads to a file in `blobs`, or is one where links cannot be. */
export const inHubCache = /[\\/]models--[^\\/]+[\\/](?:blobs|snapshots)[\\/]/;

/** What a card becomes. */
export interface CardChange {
  /** Its bytes as they were read. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** The files and folders that the user named: nothing outside of them is written. */
  readonly paths: readonly string[];
  /** How the command is called that writes, if it is not `lint --fix`, and how it is called without writing. */
  readonly command?: { readonly writes: string; readonly without: string };
}

/**
 * Replaces a card, completely or not at all, whenever the program is killed or a call fails; a link stays one, and the file
 * keeps its mode and, where possible, its owner. Says in a sentence why the card was not written; null if it was.
 */
export async function writeCard(
  path: string,
  change: CardChange,
  disk: CardDisk = nodeFiles,
): Promise<string | null> {
  const { writes, without } = change.command ?? { writes: "lint --fix", without: "lint without --fix" };
  try {
    const target = await disk.realpath(path);
    if (!(await isInside(target, change.paths, disk)))
      return `${path} is a link to ${target}, outside of the paths given, so it was not changed; name that file to fix it.`;
    if (inHubCache.test(target))
      return `${path} is in the Hub's download cache, whose files are named by their content, so it was not changed; fix the card in a clone of its repo.`;
    const facts = await disk.stat(target);
    if (!facts.isFile()) return `${path} is not a file, so it was not changed.`;
    if (facts.nlink > 1)
      return `${path} has ${facts.nlink} names (hard links), and replacing it would leave the old card under the others, so it was not changed; give it a file of its own (cp, then mv), or edit it.`;
    await disk.access(target, constants.W_OK);
    await removeLeftBehind(dirname(target));
    const isReplaced = await replace(target, facts, change, disk);
    if (!isReplaced)
      return `${path} was changed by another program while it was read, so it was not overwritten; run ${writes} again.`;
    await syncFolder(dirname(target), disk);
    return null;
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    return `${path} cannot be written (${reason}) and is unchanged. Make it and its folder writable and check that the disk has space, or ${without}.`;
  }
}

/** Whether a file is below one of the folders given, or in the folder of one of the files given. */
async function isInside(target: string, paths: readonly string[], disk: CardDisk): Promise<boolean> {
  for (const path of paths) {
    const isFolder = (await disk.stat(path)).isDirectory();
    const folder = await disk.realpath(isFolder ? path : dirname(resolve(path)));
    const way = relative(folder, target);
    if (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return true;
  }
  return false;
}

/** Puts the new bytes in the place of the old ones; false if those are no longer what was read. */
async function replace(
  target: string,
  facts: Stats,
  { before, after }: CardChange,
  disk: CardDisk,
): Promise<boolean> {
  // Nobody can put a link there in advance: the name cannot be guessed, and an existing one is refused.
  const beside = join(dirname(target), temporaryName());
  try {
    await writeBeside(beside, after, facts, disk);
    // Read last, and by name, because editors replace files as well.
    const isUnchanged = (await disk.readFile(target)).equals(before);
    if (isUnchanged) await disk.rename(beside, target);
    else await disk.rm(beside, { force: true });
    return isUnchanged;
  } catch (error) {
    await disk.rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Writes a new file that is on disk, with the mode and the owner of another one, when this ends. */
async function writeBeside(path: string, bytes: Uint8Array, facts: Stats, disk: CardDisk): Promise<void> {
  const handle = await disk.open(path, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    const own = await handle.stat();
    if (own.uid !== facts.uid || own.gid !== facts.gid) {
      // Only an administrator can give files away; the group is often possible.
      await handle
        .chown(facts.uid, facts.gid)
        .catch(() => handle.chown(own.uid, facts.gid))
        .catch(() => undefined);
    }
    await handle.chmod(facts.mode & 0o7777);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Waits until the new name is on disk. Without it, a power failure may bring the old card back, but complete. */
export async function syncFolder(folder: string, disk: Pick<CardDisk, "open">): Promise<void> {
  // Windows cannot open folders, and some network drives cannot sync them.
  const handle = await disk.open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close().catch(() => undefined);
}
