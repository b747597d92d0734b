import * as vscode from "vscode";
import { HubError } from "../../app/ports/errors";
import type { Session } from "../session";

/** URI scheme for cards on the Hub. */
export const hubCardScheme = "hub-lineage-card";

/** The URI of a model's card on the Hub, as a read-only document. Reads the card first to report a failure before opening. */
export async function hubCardUri(id: string, session: Session): Promise<vscode.Uri> {
  await readCard(id, session);
  return hubCardAddress(id);
}

/** The URI of a model's card on the Hub, whether or not the card exists. */
export function hubCardAddress(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme: hubCardScheme, path: `/${id}/README.md` });
}

/** Provides the Hub's model cards as documents. */
export function registerHubCards(session: Session): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(hubCardScheme, {
    provideTextDocumentContent: uri => cardOrReason(uri.path.slice(1).replace(/\/README\.md$/, ""), session),
  });
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
async function readCard(id: string, session: Session): Promise<string> {
  const stored = await session.index.card(id);
  // An empty text means that the model has no card; the Hub's error message says so.
  if (stored?.text) return stored.text;
  const text = await session.hub.card(id);
  await session.index.putCard({ id, text, at: Date.now() });
  return text;
}
