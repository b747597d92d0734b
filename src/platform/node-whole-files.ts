import { randomBytes } from "node:crypto";
import { lstat, mkdir, open, readdir, realpath, rename, rm } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { UserError } from "../app/ports/errors";
import { t } from "../words/words";
import { onDisk } from "./disk-errors";
import { makeFolder } from "./make-folder";
import { removeLeft, temporaryPrefix } from "./own-temporary";

/** Begins the names of the temporary folders. */
const kind = ".hub-lineage-";

/**
 * Writes files to a folder, which is created if needed: all of them, or none. `write` writes them to a private place with
 * a name that nobody can guess; from there they replace what has their names, without following links. Files may lie in
 * folders one level down. Throws UserError.
 */
export function writeTogether<T>(folder: string, write: (place: string) => T | Promise<T>): Promise<T> {
  const together = async () => {
    await refuseLinks(folder);
    await makeFolder(folder);
    await removeLeft(folder, kind);
    const place = join(folder, `${temporaryPrefix(kind)}${randomBytes(12).toString("hex")}.tmp`);
    await mkdir(place, { mode: 0o700 });
    try {
      const result = await write(place);
      const { names, folders } = await namesIn(place);
      for (const name of names) await sync(join(place, name));
      for (const name of folders) await ownFolder(join(folder, name));
      for (const name of names) await rename(join(place, name), join(folder, name));
      return result;
    } finally {
      await rm(place, { recursive: true, force: true }).catch(() => undefined);
    }
  };
  return onDisk(folder, together, t`Nothing was written.`);
}

/**
 * Refuses a folder that is a link, or that lies behind one in the working folder: what somebody put there could lead anywhere.
 * Links above the working folder, and above a folder elsewhere, belong to the system or to the user.
 */
async function refuseLinks(folder: string): Promise<void> {
  const here = process.cwd();
  for (let place = resolve(folder); ; place = dirname(place)) {
    const isLink = (await lstat(place).catch(() => null))?.isSymbolicLink() === true;
    if (isLink) {
      const target = await realpath(place).catch(() => t`a place that does not exist`);
      throw new UserError(
        t`${place} is a link to ${target}, and files are not written through links. Name the folder that it leads to.`,
      );
    }
    if (!dirname(place).startsWith(`${here}${sep}`)) return;
  }
}

/** The files in a folder and in its folders, and the names of those. */
async function namesIn(place: string): Promise<{ readonly names: string[]; readonly folders: string[] }> {
  const entries = await readdir(place, { withFileTypes: true });
  const folders = entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
  const names = entries.filter(entry => !entry.isDirectory()).map(({ name }) => name);
  for (const name of folders)
    for (const below of await readdir(join(place, name))) names.push(join(name, below));
  return { names, folders };
}

/** Makes a folder, or keeps one that is there; a link to one is refused, because files must not end up elsewhere. */
async function ownFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (!(await lstat(path)).isDirectory()) throw error;
  }
}

/** Waits until a file is on the disk, so that a full one is noticed before anything is replaced. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
