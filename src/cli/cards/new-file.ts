import * as nodeFiles from "node:fs/promises";
import { dirname, join } from "node:path";
import { removeLeftBehind, temporaryName } from "./left-behind";
import { inHubCache, syncFolder } from "./write-card";

/** The calls that writing a new file makes. */
export type NewFileDisk = Pick<typeof nodeFiles, "link" | "open" | "realpath" | "rm">;

/**
 * Writes a file that is not there yet, completely or not at all. A file that appears in the meantime is never overwritten. Says in
 * a sentence why nothing was written; null if it was.
 */
export async function writeNewFile(
  path: string,
  text: string,
  disk: NewFileDisk = nodeFiles,
): Promise<string | null> {
  try {
    const folder = await disk.realpath(dirname(path));
    if (inHubCache.test(join(folder, "x")))
      return `${path} would be in the Hub's download cache, so it was not written; add it in a clone of the model's repo.`;
    await removeLeftBehind(folder);
    const beside = join(folder, temporaryName());
    try {
      await writeSynced(beside, text, disk);
      await named(beside, path, text, disk);
    } finally {
      await disk.rm(beside, { force: true }).catch(() => undefined);
    }
    await syncFolder(folder, disk);
    return null;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    return code === "EEXIST"
      ? `${path} is there by now, so it was not overwritten.`
      : `${path} cannot be written (${code}). Make its folder writable and check that the disk has space.`;
  }
}

/** Gives a complete file its name, unless a file has it. */
async function named(beside: string, path: string, text: string, disk: NewFileDisk): Promise<void> {
  try {
    await disk.link(beside, path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "EEXIST") throw error;
    // Some drives have no hard links: there, the file gets its name first and its text after.
    await writeSynced(path, text, disk);
  }
}

async function writeSynced(path: string, text: string, disk: NewFileDisk): Promise<void> {
  const handle = await disk.open(path, "wx", 0o644);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
