import * as vscode from "vscode";
import type { Start } from "./start-extension";

/** Whether a document can be a card: Markdown whose first line opens front matter. */
export function mayBeCard(document: vscode.TextDocument): boolean {
  return document.languageId === "markdown" && /^\uFEFF?\s*---\s*$/.test(document.lineAt(0).text);
}

/** Loads the extension proper when the first document appears that can be a card. */
export function watchForCards(start: Start): vscode.Disposable {
  const look = (document: vscode.TextDocument): void => {
    if (mayBeCard(document)) void start();
  };
  for (const document of vscode.workspace.textDocuments) look(document);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(event => look(event.document)),
  );
}
