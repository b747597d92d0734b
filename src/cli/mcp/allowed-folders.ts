import { realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../../app/ports/errors";

/** The folders that cards may be read from, as real paths. */
export type AllowedFolders = readonly string[];

/**
 * The folders that a host and the person who started the server both allow: those named with `--root`, the host's roots, or
 * what lies in both. Without either, the working folder, unless that is the whole disk or the whole home folder.
 */
export async function allowedFolders(
  named: readonly string[],
  hostRoots: readonly string[] | null,
): Promise<AllowedFolders> {
  const own = await realFolders(named);
  if (hostRoots === null) return named.length > 0 ? own : usableFolder();
  const theirs = await realFolders(hostRoots.flatMap(folderOf));
  if (named.length === 0) return theirs;
  return [
    ...new Set([
      ...own.filter(each => isWithin(each, theirs)),
      ...theirs.filter(each => isWithin(each, own)),
    ]),
  ];
}

/** The real path of a file within the allowed folders; throws UserError for any other, whether or not it exists. */
export async function allowedFile(path: string, folders: AllowedFolders): Promise<string> {
  return (await allowedPath(path, folders, "file")).real;
}

/** A real path within the allowed folders. */
export interface AllowedPath {
  readonly real: string;
  readonly isFolder: boolean;
}

/** The same for a file, or for a file or a folder. */
export async function allowedPath(
  path: string,
  folders: AllowedFolders,
  kind: "file" | "file or folder",
): Promise<AllowedPath> {
  const candidates = isAbsolute(path) ? [path] : folders.map(folder => resolve(folder, path));
  for (const candidate of candidates) {
    const real = await realpath(candidate).catch(() => null);
    if (real === null || !isWithin(real, folders)) continue;
    const found = await stat(real).catch(() => null);
    if (found?.isFile() === true) return { real, isFolder: false };
    if (found?.isDirectory() === true && kind !== "file") return { real, isFolder: true };
  }
  throw new UserError(
    folders.length === 0
      ? `${JSON.stringify(path)} was not read, because no folder is allowed. Pass the text of the card, or start the server with --root DIR.`
      : `${JSON.stringify(path)} is no ${kind} in the folders that may be read (${folders.join(", ")}). Pass a path there, or the text of the card.`,
  );
}

/** Whether a real path is one of some folders or lies in one. */
export function isWithin(path: string, folders: AllowedFolders): boolean {
  return folders.some(folder => {
    const way = relative(folder, path);
    return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
}

async function realFolders(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(paths.map(path => realpath(resolve(path)).catch(() => null)));
  return found.filter(path => path !== null);
}

async function usableFolder(): Promise<AllowedFolders> {
  const [folder] = await realFolders([process.cwd()]);
  const home = await realpath(homedir()).catch(() => homedir());
  if (folder === undefined || dirname(folder) === folder || isWithin(home, [folder])) return [];
  return [folder];
}

/** The folder that a root of a host names; nothing for a root that is no file. */
function folderOf(uri: string): readonly string[] {
  try {
    return uri.startsWith("file:") ? [fileURLToPath(uri)] : [];
  } catch {
    return [];
  }
}
