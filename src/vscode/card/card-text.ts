import * as vscode from "vscode";
import { findFences, frontMatterLimit } from "../../card/front-matter/fences";
import type { FrontMatter } from "../../card/front-matter/front-matter";
import { parseByEntries, parseFrontMatter, parseWhole } from "../../card/front-matter/parse-front-matter";

/** Maximum number of UTF-16 units read from a document whose front matter ends in them: all of nearly any real card. */
const longest = 512 * 1024;

/** Maximum number of UTF-16 units of front matter parsed in the host with the full grammar, in about 20 ms. */
const parsedHere = 24 * 1024;

/** The same for plain front matter, in about 5 ms; the first parse takes longer because the code is not compiled yet. */
const plainHere = 64 * 1024;

/** Parses front matter outside the host. */
export type ParseApart = (text: string) => Promise<FrontMatter>;

/** The text of a document, truncated if it is longer than nearly any real card, but not inside the front matter. */
export function cardText(document: vscode.TextDocument): string {
  const head = textUpTo(document, longest);
  const isOpen = head.length >= longest && findFences(head)?.block === null;
  return isOpen ? textUpTo(document, frontMatterLimit + 8) : head;
}

function textUpTo(document: vscode.TextDocument, length: number): string {
  return document.getText(new vscode.Range(new vscode.Position(0, 0), document.positionAt(length)));
}

/** The front matter of a text, or null if parsing it would block the host. */
export function parsedNow(text: string): FrontMatter | null {
  const block = findFences(text)?.block;
  const length = block ? block.end - block.start : 0;
  if (length > plainHere) return null;
  return parseByEntries(text) ?? (length > parsedHere ? null : parseWhole(text));
}

/** The front matter of a text, parsed outside the host if that takes long. */
export async function parsedSoon(text: string, apart: ParseApart): Promise<FrontMatter> {
  // Without its worker, the extension is slow but still works.
  return parsedNow(text) ?? (await apart(text).catch(() => parseFrontMatter(text)));
}
