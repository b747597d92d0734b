import * as vscode from "vscode";
import { UserError } from "../../app/ports/errors";
import { t } from "../../words/words";
import { idOf, idOrAuthorOf } from "../model-id";
import type { Session } from "../session";
import { hubCardUri } from "./hub-cards";

/** Opens the Hub page of the model named, or of the active card, in the browser; in the sample, which has no pages, its card. */
export async function openOnHub(session: Session, target: unknown): Promise<void> {
  const id = idOrAuthorOf(target) ?? session.cards.active?.subject.identity?.repo;
  if (id === undefined)
    throw new UserError(
      t`This card is a draft without a page on the Hub. If its model is on the Hub, run Choose This Card's Model.`,
    );
  if (session.isSample) return openCard(session, id);
  await vscode.env.openExternal(vscode.Uri.parse(`${session.endpoint}/${id}`));
}

/** Opens a model's card from the Hub as a read-only document. */
export async function openCard(session: Session, target: unknown): Promise<void> {
  const id = idOf(target);
  if (id === null) throw new UserError(t`No model is selected. Select one to open its card.`);
  const document = await vscode.workspace.openTextDocument(await hubCardUri(id, session));
  await vscode.window.showTextDocument(await vscode.languages.setTextDocumentLanguage(document, "markdown"), {
    preview: true,
    viewColumn: vscode.ViewColumn.One,
  });
}
