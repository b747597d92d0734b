import { constants } from "node:fs";
import { type FileHandle, open, readdir, readlink, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { decodedText, type FileText } from "../../app/ports/file-text";
import type { ModelFile, ModelFiles } from "../../app/ports/model-files-port";
import { readRegularFile, Unreadable } from "../regular-file";

/** The files in a folder. In the cache of huggingface_hub, links to blobs also tell their hashes. */
export function localFiles(folder: string): ModelFiles {
  return {
    place: folder,
    list: () => listFolder(folder),
    inside: async name => (await readdir(join(folder, name)).catch(() => [])) as readonly string[],
    text: (name, most) => textOf(join(folder, name), most),
    head: (name, bytes) => headOf(join(folder, name), bytes),
  };
}

async function textOf(path: string, most: number): Promise<FileText> {
  try {
    return decodedText(await readRegularFile(path, most));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { problem: `${error.message}, so nothing was read from it` };
  }
}

/** All files and folders, and what is neither: what cannot be read is told by whoever asks for it. */
async function listFolder(folder: string): Promise<readonly ModelFile[] | null> {
  const names = await readdir(folder).catch(() => null);
  if (names === null) return null;
  const found: ModelFile[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const facts = await stat(path).catch(() => null);
    const size = facts?.isFile() === true ? facts.size : null;
    const isFolder = facts?.isDirectory() === true ? ({ isFolder: true } as const) : {};
    found.push({ name, size, sha256: size === null ? null : await cachedHash(path), ...isFolder });
  }
  return found;
}

/** The hash by which the cache of huggingface_hub names the blob that a link leads to; null for any other file. */
async function cachedHash(path: string): Promise<string | null> {
  const target = await readlink(path).catch(() => null);
  const name = target === null || !/[\\/]blobs[\\/][^\\/]+$/.test(target) ? "" : basename(target);
  return /^[0-9a-f]{64}$/.test(name) ? name : null;
}

async function headOf(path: string, bytes: number): Promise<Uint8Array | null> {
  let handle: FileHandle | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe waits for somebody to write to it.
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const { size } = await handle.stat();
    const buffer = new Uint8Array(Math.min(bytes, size));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  } catch {
    return null;
  } finally {
    await handle?.close();
  }
}
