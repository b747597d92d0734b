import * as vscode from "vscode";
import { UserError } from "../../app/ports/errors";
import { idOf } from "../model-id";
import type { Session } from "../session";
import { hubCardUri } from "./hub-cards";

/** Shows the card in front beside its parent's, as VS Code shows changes. */
export async function compareWithParent(session: Session, target: unknown): Promise<void> {
  const card = session.cards.active;
  if (card === null) throw new UserError("There is no model card in front to compare. Open one first.");
  const parents = card.subject.parents;
  const parent =
    idOf(target) ??
    (parents.length > 1
      ? await vscode.window.showQuickPick([...parents], { title: "Compare with which parent?" })
      : parents[0]);
  if (parent === undefined) {
    if (parents.length === 0)
      throw new UserError("This card names no parent. Add base_model to compare with one.");
    return;
  }
  await vscode.commands.executeCommand(
    "vscode.diff",
    await hubCardUri(parent, session),
    card.document.uri,
    `${parent} ↔ this card`,
  );
}

/** Shows the cards of a parent and its child as VS Code shows changes: the child's own when it is open here, else the Hub's. */
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
