import * as vscode from "vscode";
import type { Session } from "./session";

const scheme = "hub-lineage-card";

/** The address of a model's card on the Hub, as a read-only document. */
export function hubCardUri(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${id}/README.md` });
}

/** Serves the cards of the Hub's models as documents: from the index, else read once from the Hub. */
export function registerHubCards(session: Session): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async uri => {
      const id = uri.path.slice(1).replace(/\/README\.md$/, "");
      const stored = await session.index.card(id);
      if (stored?.text) return stored.text;
      const text = await session.hub.card(id);
      await session.index.putCard({ id, text, at: Date.now() });
      return text;
    },
  });
}
