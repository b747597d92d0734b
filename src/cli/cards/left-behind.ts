import { randomBytes } from "node:crypto";
import { lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** A name for a file that takes another one's place as soon as it is complete; nobody can guess it. */
export function temporaryName(): string {
  return `.hub-lineage-${randomBytes(12).toString("hex")}.tmp`;
}

/** Such a name. */
const temporary = /^\.hub-lineage-[0-9a-f]{24}\.tmp$/;

/** No write takes that long, in milliseconds: what is older was left behind by a run that was killed. */
const longestWrite = 600_000;

/** Removes the incomplete files that killed runs left in a folder. Younger ones may be in use by another run and stay. */
export async function removeLeftBehind(folder: string, now: number = Date.now()): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(each => temporary.test(each))) {
    const path = join(folder, name);
    const facts = await lstat(path).catch(() => null);
    if (facts?.isFile() === true && now - facts.mtimeMs > longestWrite)
      await rm(path, { force: true }).catch(() => undefined);
  }
}
