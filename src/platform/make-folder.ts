import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { codeOf } from "./node-process";

/**
 * Makes a folder and those above it; returns whether it made one. Throws what the disk said: Node's own recursive `mkdir`
 * reports ENOENT on a read-only disk, and never ends where a file system makes no folders, such as in `/proc`.
 */
export async function makeFolder(folder: string): Promise<boolean> {
  try {
    return await makeOne(folder);
  } catch (error) {
    const above = dirname(folder);
    if (codeOf(error) !== "ENOENT" || above === folder) throw error;
    await makeFolder(above);
    return makeOne(folder);
  }
}

async function makeOne(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    // Some systems refuse to make a folder that is there with another code than EEXIST.
    if (codeOf(error) !== "ENOENT" && (await stat(folder).catch(() => null))?.isDirectory() === true)
      return false;
    throw error;
  }
}
