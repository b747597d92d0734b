import * as vscode from "vscode";
import { mayBeCard } from "./card/may-be-card";
import type { Start } from "./start-extension";

/** Loads the rest of the extension when the first possible card is opened. */
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
