import { constants } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { KeptTextFile } from "../app/ports/file-ports";
import { t } from "../words/words";
import { onDisk } from "./disk-errors";
import { makeFolder } from "./make-folder";
import { syncFolder } from "./node-files";
import { nullIfMissing, uniqueWord } from "./node-process";

/** A text in a file on disk, whose name ends in `.json`. */
export function keptTextIn(path: string): KeptTextFile {
  return {
    place: path,
    read: most => onDisk(path, () => textIn(path, most)),
    write: text => onDisk(path, () => replace(path, text), t`What it held before was kept.`),
    setAside: () =>
      onDisk(path, async () => {
        const place = path.replace(/\.json$/, ".damaged.json");
        await rename(path, place);
        return place;
      }),
  };
}

async function textIn(path: string, most: number): Promise<string | null> {
  // Opening a pipe would wait for its other end.
  const handle = await nullIfMissing(open(path, constants.O_RDONLY | constants.O_NONBLOCK));
  if (handle === null) return null;
  try {
    const facts = await handle.stat();
    return facts.isFile() && facts.size <= most ? await handle.readFile("utf8") : "";
  } finally {
    await handle.close();
  }
}

async function replace(path: string, text: string): Promise<void> {
  const folder = dirname(path);
  await makeFolder(folder);
  const draft = `${path}.${process.pid}-${uniqueWord()}.tmp`;
  try {
    const handle = await open(draft, "wx");
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
}
