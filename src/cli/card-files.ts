import type { Dirent } from "node:fs";
import { lstat, readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { CardPlace } from "../app/card/card-subject";
import { gitConfigFor } from "../app/card/git-config";
import { UserError } from "../app/ports/errors";
import { type DecodedCard, decodeCard } from "./cards/card-bytes";
import { readRegularFile, reasonOf, regularText, Unreadable } from "./regular-file";

/** Folders, besides hidden ones, that contain none of the user's own cards. */
const skipped: ReadonlySet<string> = new Set(["node_modules", "__pycache__"]);

/** How much of a card is read, in bytes; the Hub takes far less. */
const mostCardBytes = 256 * 1024 * 1024;
const mostConfigBytes = 1024 * 1024;

/** A card file that was named or found. `named` says that the user named this file itself. */
export interface CardFile {
  readonly path: string;
  readonly named: boolean;
}

/** A file or folder that could not be read, and why, in a sentence that says what to do. */
export interface UnreadFile {
  readonly path: string;
  readonly message: string;
  /** Whether it is a folder that was named and contains no README.md. */
  readonly isEmpty?: true;
}

/** The files at the given paths, and the folders among them that could not be read or contain no README.md. */
export interface FoundFiles {
  readonly cards: readonly CardFile[];
  readonly unread: readonly UnreadFile[];
  /** Links to folders elsewhere, which were not searched. */
  readonly linked: readonly string[];
}

/**
 * The cards at the given paths: a file itself, or every README.md in a folder. A file that several paths or symbolic links lead
 * to is one card. Throws UserError for a path that does not exist.
 */
export async function findCards(paths: readonly string[]): Promise<FoundFiles> {
  const found: CardFile[] = [];
  const unread: UnreadFile[] = [];
  const linked: string[] = [];
  for (const path of paths) {
    // A link that leads nowhere exists, so that it is reported along with the others.
    const stats = await stat(path).catch(() => lstat(path).catch(() => null));
    if (stats === null)
      throw new UserError(`There is no file or folder ${JSON.stringify(path)}. Check the path.`);
    if (stats.isDirectory()) {
      const before = unread.length;
      const below = await walk(path, unread, linked);
      if (below.length === 0 && unread.length === before) unread.push(emptyFolder(path));
      for (const each of below) found.push({ path: each, named: false });
    } else found.push({ path, named: true });
  }
  return {
    cards: await distinct(found),
    unread: await distinct(unread),
    linked: await notSearched(linked, paths),
  };
}

/** Each file or folder once, under its own name if that was found. One that was named is named under any name. */
async function distinct<T extends { readonly path: string; readonly named?: boolean }>(
  found: readonly T[],
): Promise<readonly T[]> {
  const kept = new Map<string, { readonly file: T; readonly isOwnName: boolean }>();
  for (const file of found) {
    const full = resolve(file.path);
    // A link that leads nowhere, or through a folder that may not be read, is known by its own place.
    const real = await realpath(full).catch(() => full);
    const folder = await realpath(dirname(full)).catch(() => dirname(full));
    const isOwnName = join(folder, basename(full)) === real;
    const known = kept.get(real);
    const chosen = known === undefined || (isOwnName && !known.isOwnName) ? { file, isOwnName } : known;
    const isNamed = file.named === true || known?.file.named === true;
    kept.set(real, isNamed ? { ...chosen, file: { ...chosen.file, named: true } } : chosen);
  }
  return [...kept.values()].map(({ file }) => file);
}

/** The links that lead out of the folders that were searched; what the others lead to was found under its own name. */
async function notSearched(linked: readonly string[], paths: readonly string[]): Promise<readonly string[]> {
  if (linked.length === 0) return [];
  const realOf = (path: string) => realpath(path).catch(() => resolve(path));
  const roots = await Promise.all(paths.map(realOf));
  const left = new Map<string, string>();
  for (const link of linked) {
    const target = await realOf(link);
    const isSearched = roots.some(root => {
      const below = relative(root, target);
      const steps = below.split(sep);
      return !isAbsolute(below) && steps[0] !== ".." && !steps.some(isSkipped);
    });
    if (!isSearched && !left.has(target)) left.set(target, link);
  }
  return [...left.values()];
}

function isSkipped(name: string): boolean {
  return name.startsWith(".") || skipped.has(name);
}

/** Whether a link leads to a folder. */
async function isFolderLink(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return false;
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}

async function entriesOf(folder: string, unread: UnreadFile[]): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    unread.push(unreadFile(folder, await reasonOf(error, folder)));
    return [];
  }
}

async function walk(folder: string, unread: UnreadFile[], linked: string[]): Promise<readonly string[]> {
  const found: string[] = [];
  const open = [folder];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const entries = await entriesOf(next, unread);
    for (const entry of entries) {
      const path = join(next, entry.name);
      if (entry.isDirectory() && !isSkipped(entry.name)) open.push(path);
      else if (!isSkipped(entry.name) && (await isFolderLink(entry, path))) linked.push(path);
      // Whatever has this name: what is no file is reported when it is read.
      if (entry.name === "README.md") found.push(path);
    }
  }
  return found.sort();
}

/**
 * Reads a card's text and its surroundings on disk; says why if the file cannot be read. `mayRead` says which of the files of
 * git may be read.
 */
export async function readCard(
  path: string,
  repo: string | undefined,
  mayRead: (path: string) => boolean = () => true,
): Promise<(DecodedCard & { readonly bytes: Uint8Array; readonly place: CardPlace }) | UnreadFile> {
  const full = resolve(path);
  const folder = dirname(full);
  try {
    const bytes = await readRegularFile(full, mostCardBytes);
    const files = await readdir(folder).catch(() => null);
    const place: CardPlace = {
      path: full.replaceAll("\\", "/"),
      chosen: repo ?? "",
      gitConfig: await gitConfigFor(each => configText(resolve(folder, each), mayRead)),
      files: files?.filter(name => name !== basename(full)) ?? null,
    };
    return { bytes, ...decodeCard(bytes), place };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return unreadFile(path, error.message);
  }
}

/** The text of a file of git; null if it cannot or may not be read. A link counts as what it leads to. */
export async function configText(
  path: string,
  mayRead: (path: string) => boolean = () => true,
): Promise<string | null> {
  const real = await realpath(path).catch(() => null);
  return real === null || !mayRead(real) ? null : regularText(real, mostConfigBytes);
}

function emptyFolder(path: string): UnreadFile {
  const message =
    "No README.md was found in this folder, so nothing was linted. Check the path; hidden folders are skipped.";
  return { path, message, isEmpty: true };
}

function unreadFile(path: string, reason: string): UnreadFile {
  const what = `This ${reason}, so it was not linted`;
  return { path, message: `${what}; replace or remove it, or lint the other cards without it.` };
}
