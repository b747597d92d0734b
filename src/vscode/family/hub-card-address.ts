import * as vscode from "vscode";

/** URI scheme for cards on the Hub. */
export const hubCardScheme = "hub-lineage-card";

/** URI scheme for the two sides of a change that is proposed to a card on the Hub. */
export const proposalScheme = "hub-lineage-proposal";

/** The URI of a model's card on the Hub, whether or not the card exists. With a key, it opens at the line of that key. */
export function hubCardAddress(id: string, key = ""): vscode.Uri {
  return vscode.Uri.from({ scheme: hubCardScheme, path: pathOf(id), query: key });
}

/** The URI of one side of a proposed change. */
export function proposalAddress(id: string, side: string): vscode.Uri {
  return vscode.Uri.from({ scheme: proposalScheme, path: pathOf(id), query: side });
}

/** The model whose card on the Hub a document shows, as it is or as it is to be; null for any other document. */
export function hubCardId(uri: vscode.Uri | undefined): string | null {
  if (uri?.scheme !== hubCardScheme && uri?.scheme !== proposalScheme) return null;
  return uri.path.slice(1).replace(/\/README\.md$/, "");
}

function pathOf(id: string): string {
  return `/${id}/README.md`;
}
