import type * as vscode from "vscode";

/** Whether a document may be a card: Markdown whose first line opens front matter. */
export function mayBeCard(document: vscode.TextDocument): boolean {
  return document.languageId === "markdown" && /^\uFEFF?\s*---\s*$/.test(document.lineAt(0).text);
}
