import type * as vscode from "vscode";
import { publicOrigin } from "../app/ports/hub-port";

/** Key of the tokens in VS Code's secret storage: a JSON object with one token for each origin. */
const secretKey = "hubLineage.tokens";

/**
 * Key of the only token of earlier versions, which did not note its Hub. It counts as the public Hub's, where nearly all
 * were made: to be used elsewhere, it has to be entered there again.
 */
const oldKey = "hubLineage.token";

/** VS Code's secret storage, as far as tokens need it. */
export type Secrets = Pick<vscode.SecretStorage, "get" | "store" | "delete">;

/** The token that *Sign In* stored for the Hub at an origin, or null. */
export async function secretToken(secrets: Secrets, origin: string): Promise<string | null> {
  const token = (await storedTokens(secrets)).get(origin);
  if (token !== undefined || origin !== publicOrigin) return token ?? null;
  return (await secrets.get(oldKey)) ?? null;
}

/** Stores a token for the Hub at an origin. */
export async function storeToken(secrets: Secrets, origin: string, token: string): Promise<void> {
  await write(secrets, (await storedTokens(secrets)).set(origin, token));
  if (origin === publicOrigin) await secrets.delete(oldKey);
}

/** Deletes the token for the Hub at an origin. */
export async function deleteToken(secrets: Secrets, origin: string): Promise<void> {
  const tokens = await storedTokens(secrets);
  if (tokens.delete(origin)) await write(secrets, tokens);
  if (origin === publicOrigin) await secrets.delete(oldKey);
}

/** The origins that a token is stored for. */
export async function signedInOrigins(secrets: Secrets): Promise<readonly string[]> {
  const tokens = new Set((await storedTokens(secrets)).keys());
  if ((await secrets.get(oldKey)) !== undefined) tokens.add(publicOrigin);
  return [...tokens];
}

async function storedTokens(secrets: Secrets): Promise<Map<string, string>> {
  const text = await secrets.get(secretKey);
  try {
    const read: unknown = JSON.parse(text ?? "{}");
    const pairs = Object.entries(typeof read === "object" && read !== null ? read : {});
    return new Map(pairs.flatMap(([origin, token]) => (typeof token === "string" ? [[origin, token]] : [])));
  } catch {
    return new Map();
  }
}

async function write(secrets: Secrets, tokens: ReadonlyMap<string, string>): Promise<void> {
  if (tokens.size === 0) await secrets.delete(secretKey);
  else await secrets.store(secretKey, JSON.stringify(Object.fromEntries(tokens)));
}
