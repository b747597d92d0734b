import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { CardPlace } from "../app/card/card-subject";
import { UserError } from "../app/ports/errors";
import { type DecodedCard, decodeCard } from "./cards/card-bytes";

/** Folders, besides hidden ones, that contain none of the user's own cards. */
const skipped: ReadonlySet<string> = new Set(["node_modules", "__pycache__"]);

/** A card file that was named or found. `named` says that the user named this file itself. */
export interface CardFile {
  readonly path: string;
  readonly named: boolean;
}

/** The cards at the given paths: a file itself, or every README.md in a folder. Throws UserError for a path that does not exist. */
export async function findCards(paths: readonly string[]): Promise<readonly CardFile[]> {
  const found: CardFile[] = [];
  for (const path of paths) {
    const stats = await stat(path).catch(() => null);
    if (stats === null)
      throw new UserError(`There is no file or folder ${JSON.stringify(path)}. Check the path.`);
    if (stats.isDirectory()) found.push(...(await walk(path)).map(each => ({ path: each, named: false })));
    else found.push({ path, named: true });
  }
  return found;
}

async function walk(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const open = [folder];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const entries = await readdir(next, { withFileTypes: true });
    for (const entry of entries) {
      const path = join(next, entry.name);
      const isHidden = entry.name.startsWith(".");
      if (entry.isDirectory() && !isHidden && !skipped.has(entry.name)) open.push(path);
      else if (entry.name === "README.md" && !entry.isDirectory()) found.push(path);
    }
  }
  return found.sort();
}

/** Reads a card's text and its surroundings on disk; throws UserError if the file cannot be read. */
export async function readCard(
  path: string,
  repo: string | undefined,
): Promise<DecodedCard & { readonly bytes: Uint8Array; readonly place: CardPlace }> {
  const full = resolve(path);
  const bytes = await readFile(full).catch((error: unknown) => {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    throw new UserError(
      `${path} cannot be read (${reason}). Make sure that it is a file and that you have permission to read it.`,
    );
  });
  const files = await readdir(dirname(full)).catch(() => null);
  const place: CardPlace = {
    path: full.replaceAll("\\", "/"),
    chosen: repo ?? "",
    gitConfig: await gitConfigOf(dirname(full)),
    files: files?.filter(name => name !== basename(full)) ?? null,
  };
  return { bytes, ...decodeCard(bytes), place };
}

/** The git configuration of the card's own folder: a card is at the top level of its repo. */
async function gitConfigOf(folder: string): Promise<string | null> {
  return readFile(join(folder, ".git", "config"), "utf8").catch(() => null);
}
