import * as vscode from "vscode";
import { UserError } from "../../app/ports/errors";
import { idOf } from "../model-id";
import type { Session } from "../session";
import { hubCardUri } from "./hub-cards";

/** Opens a diff of the active card and its parent's card. */
export async function compareWithParent(session: Session, target: unknown): Promise<void> {
  const card = session.cards.active;
  if (card === null) throw new UserError("No model card is active. Open the card to compare first.");
  const parents = card.subject.parents;
  const parent =
    idOf(target) ??
    (parents.length > 1
      ? await vscode.window.showQuickPick([...parents], { title: "Select a Parent to Compare With" })
      : parents[0]);
  if (parent === undefined) {
    if (parents.length === 0)
      throw new UserError("This card names no parent. Add base_model to compare it with a parent.");
    return;
  }
  await vscode.commands.executeCommand(
    "vscode.diff",
    await hubCardUri(parent, session),
    card.document.uri,
    `${parent} ↔ this card`,
  );
}

/** Opens a diff of a parent's and a child's cards, using the child's open card if there is one. */
export async function compareCards(session: Session, parent: string, child: string): Promise<void> {
  const card = session.cards.active;
  const isOpen = card !== null && card.subject.identity?.repo === child;
  await vscode.commands.executeCommand(
    "vscode.diff",
    await hubCardUri(parent, session),
    isOpen ? card.document.uri : await hubCardUri(child, session),
    `${parent} ↔ ${child}`,
    { viewColumn: vscode.ViewColumn.One, preview: true } satisfies vscode.TextDocumentShowOptions,
  );
}
