import { constants } from "node:fs";
import { type FileHandle, lstat, open } from "node:fs/promises";

/** A file that could not be read; the message completes "PATH ". */
export class Unreadable extends Error {}

const reasons: ReadonlyMap<string, string> = new Map([
  ["ELOOP", "is a link to itself"],
  ["EISDIR", "is a folder"],
  ["EACCES", "may not be read by you"],
  ["EPERM", "may not be read by you"],
  ["ENXIO", "is not a file"],
  ["ENODEV", "is not a file"],
]);

/**
 * The bytes of a file, at most so many; throws `Unreadable` for anything else, such as a pipe or a device, which might never
 * end or never begin.
 */
export async function readRegularFile(path: string, mostBytes: number): Promise<Buffer> {
  let handle: FileHandle | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe waits for somebody to write to it.
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await handle.stat();
    if (stats.isDirectory()) throw new Unreadable("is a folder");
    if (!stats.isFile()) throw new Unreadable("is not a file but a pipe or a device");
    const megabytes = Math.round(mostBytes / 1024 / 1024);
    if (stats.size > mostBytes) throw new Unreadable(`is longer than the ${megabytes} MB that are read`);
    return await handle.readFile();
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(await reasonOf(error, path));
  } finally {
    await handle?.close();
  }
}

/** The text of such a file; null if it cannot be read. */
export async function regularText(path: string, mostBytes: number): Promise<string | null> {
  return readRegularFile(path, mostBytes).then(
    bytes => bytes.toString("utf8"),
    () => null,
  );
}

/** Why a file or folder cannot be read, as the end of a sentence that begins with its path. */
export async function reasonOf(error: unknown, path: string): Promise<string> {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
  if (code === "ENOENT") return missing(path);
  return reasons.get(code) ?? `cannot be read (${code})`;
}

/** What was found a moment ago, and cannot be opened. */
async function missing(path: string): Promise<string> {
  if ((await lstat(path).catch(() => null)) !== null) return "is a link to a file that does not exist";
  // Bytes that are no UTF-8 are replaced when a folder is read, and then name nothing.
  return path.includes("\uFFFD") ? "has a name that is not UTF-8" : "was removed meanwhile";
}
