import * as vscode from "vscode";
import type { OpenCard } from "../card/open-cards";

/** What a card that is not on the Hub is called: by its folder, else by its file. */
export function draftName(card: OpenCard): string {
  const path = vscode.workspace.asRelativePath(card.document.uri, false).split("/");
  // Not to be taken for a model id: those have no spaces.
  return `${path.at(-2) ?? path.at(-1) ?? ""} (this card)`;
}
