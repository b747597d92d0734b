import type * as vscode from "vscode";

/** The name under which VS Code's secret storage keeps the token. */
export const secretKey = "hubLineage.token";

/** The token that *Sign In* stored, or null. */
export async function secretToken(context: vscode.ExtensionContext): Promise<string | null> {
  return (await context.secrets.get(secretKey)) ?? null;
}
