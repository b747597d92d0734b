import * as vscode from "vscode";
import { UserError } from "../../app/ports/errors";
import { idAt } from "../../card/ids-at";
import { t } from "../../words/words";
import type { OpenCards } from "../card/open-cards";

/** The model whose ID the cursor is on in the active card; null if it is on none. */
export function modelAtCursor(cards: OpenCards): string | null {
  const card = cards.active;
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document === card?.document);
  if (card === null || editor === undefined) return null;
  const offset = editor.document.offsetAt(editor.selection.active);
  return idAt(card.subject.frontMatter, offset)?.id ?? null;
}

/** Opens a file as the active card. Throws UserError if it is not a model card. */
export async function openCardFile(cards: OpenCards, target: unknown): Promise<void> {
  if (!(target instanceof vscode.Uri)) return;
  const document = await vscode.workspace.openTextDocument(target);
  await vscode.window.showTextDocument(document, { preview: true });
  await cards.open(document);
  if (cards.get(document) === null)
    throw new UserError(
      t`This file is not a model card: its front matter names neither a base_model nor a task. To choose any model, run Show Family with no card open.`,
    );
}
