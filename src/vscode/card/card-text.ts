import * as vscode from "vscode";
import { findFences } from "../../card/front-matter/fences";
import type { FrontMatter } from "../../card/front-matter/front-matter";
import { parseByEntries, parseFrontMatter, parseWhole } from "../../card/front-matter/parse-front-matter";

/** UTF-16 units of a document that are looked at: the whole of every honest card, the begin of a hostile one. */
const longest = 512 * 1024;

/** UTF-16 units of front matter that the host parses itself by the whole grammar, in some 20 ms; more goes to the worker. */
const parsedHere = 24 * 1024;

/** The same for front matter of the plain form, in some 5 ms; the first of it, before the code is compiled, takes more. */
const plainHere = 64 * 1024;

/** Parses front matter apart from the host. */
export type ParseApart = (text: string) => Promise<FrontMatter>;

/** The text of a document, of one that is longer than any card its begin. */
export function cardText(document: vscode.TextDocument): string {
  const end = document.positionAt(longest);
  return document.getText(new vscode.Range(new vscode.Position(0, 0), end));
}

/** What a text's front matter says, or null where parsing it would hold up the host. */
export function parsedNow(text: string): FrontMatter | null {
  const block = findFences(text)?.block;
  const length = block ? block.end - block.start : 0;
  if (length > plainHere) return null;
  return parseByEntries(text) ?? (length > parsedHere ? null : parseWhole(text));
}

/** What a text's front matter says, parsed apart where that takes long. */
export async function parsedSoon(text: string, apart: ParseApart): Promise<FrontMatter> {
  // Without its worker the extension is slow, but not mute.
  return parsedNow(text) ?? (await apart(text).catch(() => parseFrontMatter(text)));
}
