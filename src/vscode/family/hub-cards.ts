import * as vscode from "vscode";
import { HubError } from "../../app/ports/errors";
import type { Session } from "../session";
import { hubCardAddress, hubCardId, hubCardScheme } from "./hub-card-address";

/** The URI of a model's card on the Hub, as a read-only document. Reads the card first to report a failure before opening. */
export async function hubCardUri(id: string, session: Session): Promise<vscode.Uri> {
  await readCard(id, session);
  return hubCardAddress(id);
}

/** Lines in which a key is searched. */
const mostLines = 2_000;

/** Provides the Hub's model cards as documents. */
export function registerHubCards(session: Session): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    vscode.window.onDidChangeVisibleTextEditors(editors => editors.forEach(goToKey)),
    // Opening the card once more asks for its first line again.
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
      if (kind === undefined) goToKey(textEditor);
    }),
    session.onDidChangeHub(() => {
      for (const { uri } of vscode.workspace.textDocuments)
        if (uri.scheme === hubCardScheme) changed.fire(uri);
    }),
    vscode.workspace.registerTextDocumentContentProvider(hubCardScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: uri => cardOrReason(hubCardId(uri) ?? "", session),
    }),
  );
}

/** Puts the cursor of an editor that was opened at the first line in the line of the key that its URI names. */
function goToKey(editor: vscode.TextEditor): void {
  const { document, selection } = editor;
  const { scheme, query } = document.uri;
  if (scheme !== hubCardScheme || query === "" || !selection.isEmpty || selection.active.line > 0) return;
  // A card is read when it is opened, so the line is not known before.
  const lines = document.getText().split(/\r?\n/, mostLines);
  const line = lines.findIndex(each => each.startsWith(`${query}:`));
  if (line < 0) return;
  const at = new vscode.Position(line, 0);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The text of a card, or why there is none: the Problems view can open a card, and an empty editor explains nothing. */
async function cardOrReason(id: string, session: Session): Promise<string> {
  try {
    return await readCard(id, session);
  } catch (error) {
    if (error instanceof HubError) return `${error.message}\n`;
    throw error;
  }
}

/** The text of a card from the index; if missing, it is read from the Hub once. */
export async function readCard(id: string, session: Session): Promise<string> {
  const { index, hub } = session.present;
  const stored = await index.card(id);
  // An empty text means that the model has no card; the Hub's error message says so.
  if (stored?.text) return stored.text;
  const text = await hub.card(id);
  await index.putCard({ id, text, at: Date.now() });
  return text;
}
