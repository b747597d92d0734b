import * as vscode from "vscode";
import { UserError } from "../../app/ports/errors";
import { idOf } from "../model-id";
import type { Session } from "../session";
import { hubCardUri } from "./hub-cards";

/** Opens a model's page on the Hub in the browser: that of the model named, else of the card in front. */
export async function openOnHub(session: Session, target: unknown): Promise<void> {
  const id = idOf(target) ?? session.cards.active?.subject.identity?.repo;
  if (id === undefined) throw new UserError("This card is a draft that is not on the Hub yet.");
  await vscode.env.openExternal(vscode.Uri.parse(`${session.endpoint}/${id}`));
}

/** Opens a model's card from the Hub as a read-only document. */
export async function openCard(session: Session, target: unknown): Promise<void> {
  const id = idOf(target);
  if (id === null) throw new UserError("There is no model chosen whose card could be opened.");
  const document = await vscode.workspace.openTextDocument(await hubCardUri(id, session));
  await vscode.window.showTextDocument(await vscode.languages.setTextDocumentLanguage(document, "markdown"), {
    preview: true,
    viewColumn: vscode.ViewColumn.One,
  });
}
