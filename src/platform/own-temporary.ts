import { lstat, readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { isGone, thisProcess } from "./node-process";

const machine = () => hostname().replace(/[^\w.-]/g, "-");

/** The begin of the name of a temporary folder; it says whose it is, so that the next run can remove what a kill left. */
export function temporaryPrefix(what: string): string {
  const { pid, at } = thisProcess();
  return `${what}${pid}-${at}-${machine()}-`;
}

/** Removes the temporary folders of this kind in a folder whose processes have ended on this machine. */
export async function removeLeft(folder: string, what: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(what)) continue;
    const [, pid, at, host] = /^(\d{1,10})-(\d{1,16})-([\w.-]+)-[^-]+$/.exec(name.slice(what.length)) ?? [];
    if (host !== machine() || !isGone({ host: hostname(), pid: Number(pid), at: Number(at) })) continue;
    const path = join(folder, name);
    // Another user's folder, or one that is gone by now, may stay.
    if ((await lstat(path).catch(() => null))?.isDirectory())
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
