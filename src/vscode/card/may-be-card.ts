import type * as vscode from "vscode";
import { mayBeCard as mayBeCardText, searched } from "../../card/misplaced";

/** Whether a document may be a card: Markdown that begins with front matter, or with something like it. */
export function mayBeCard(document: vscode.TextDocument): boolean {
  if (document.languageId !== "markdown") return false;
  const head = textUpTo(document, searched);
  return mayBeCardText(head.trim() === "" ? document.getText() : head);
}

/** Whether a document may be a card for what lies around it: a README without front matter, which a repo on the Hub makes a card. */
export function isReadme({ languageId, uri }: vscode.TextDocument): boolean {
  return languageId === "markdown" && uri.path.endsWith("/README.md");
}

/** The first lines of a document, up to so many characters at least; all of it if it is not longer. */
function textUpTo(document: vscode.TextDocument, length: number): string {
  let end = 0;
  for (let left = length; end < document.lineCount && left > 0; end++)
    left -= document.lineAt(end).text.length + 1;
  const { range } = document.lineAt(Math.max(0, end - 1));
  return document.getText(range.with(range.start.with(0, 0)));
}
