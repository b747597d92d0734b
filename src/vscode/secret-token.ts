import type * as vscode from "vscode";

/** Key of the token in VS Code's secret storage. */
export const secretKey = "hubLineage.token";

/** The token stored by *Sign In*, or null. */
export async function secretToken(context: vscode.ExtensionContext): Promise<string | null> {
  return (await context.secrets.get(secretKey)) ?? null;
}
