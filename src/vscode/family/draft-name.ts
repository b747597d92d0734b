import * as vscode from "vscode";
import { t } from "../../words/words";
import type { OpenCard } from "../card/open-cards";

/** The display name of a card that is not on the Hub: its folder's name, or its file's. */
export function draftName(card: OpenCard): string {
  const path = vscode.workspace.asRelativePath(card.document.uri, false).split("/");
  // Model IDs have no spaces, so this cannot be mistaken for one.
  return t`${path.at(-2) ?? path.at(-1) ?? ""} (this card)`;
}
