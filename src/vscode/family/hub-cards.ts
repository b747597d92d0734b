import * as vscode from "vscode";
import { HubError } from "../../app/ports/errors";
import type { Session } from "../session";

/** Scheme of the addresses of cards on the Hub. */
export const hubCardScheme = "hub-lineage-card";

/** The address of a model's card on the Hub, as a read-only document; reads the card, so that a failure is told before anything opens. */
export async function hubCardUri(id: string, session: Session): Promise<vscode.Uri> {
  await readCard(id, session);
  return hubCardAddress(id);
}

/** The address of a model's card on the Hub, whether it is there or not. */
export function hubCardAddress(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme: hubCardScheme, path: `/${id}/README.md` });
}

/** Serves the cards of the Hub's models as documents. */
export function registerHubCards(session: Session): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(hubCardScheme, {
    provideTextDocumentContent: uri => cardOrReason(uri.path.slice(1).replace(/\/README\.md$/, ""), session),
  });
}

/** The text of a card, or why there is none: walking the Problems view opens cards, and an editor without text says nothing. */
async function cardOrReason(id: string, session: Session): Promise<string> {
  try {
    return await readCard(id, session);
  } catch (error) {
    if (error instanceof HubError) return `${error.message}\n`;
    throw error;
  }
}

/** The text of a card: from the index, else read once from the Hub. */
async function readCard(id: string, session: Session): Promise<string> {
  const stored = await session.index.card(id);
  // An empty text stands for a model without a card, of which the Hub has the words.
  if (stored?.text) return stored.text;
  const text = await session.hub.card(id);
  await session.index.putCard({ id, text, at: Date.now() });
  return text;
}
