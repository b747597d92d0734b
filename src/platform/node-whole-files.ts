import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { onDisk } from "./disk-errors";

/**
 * Writes files to a folder, which is created if needed: all of them, or none. `write` writes them to a private place with
 * a name that nobody can guess; from there they replace what has their names, without following links. Throws UserError.
 */
export function writeTogether<T>(folder: string, write: (place: string) => T | Promise<T>): Promise<T> {
  const together = async () => {
    await mkdir(folder, { recursive: true });
    const place = join(folder, `.hub-lineage-${randomBytes(12).toString("hex")}.tmp`);
    await mkdir(place, { mode: 0o700 });
    try {
      const result = await write(place);
      const names = await readdir(place);
      for (const name of names) await sync(join(place, name));
      for (const name of names) await rename(join(place, name), join(folder, name));
      return result;
    } finally {
      await rm(place, { recursive: true, force: true }).catch(() => undefined);
    }
  };
  return onDisk(folder, together, "Nothing was written.");
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
