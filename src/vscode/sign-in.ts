import * as vscode from "vscode";
import { UserError } from "../app/ports/errors";
import { secretKey, secretToken } from "./secret-token";
import type { Session } from "./session";

/** Asks for an access token, verifies it with the Hub, and stores it in VS Code's secret storage. */
export async function signIn(session: Session): Promise<void> {
  const token = await vscode.window.showInputBox({
    title: "Sign In to the Hub",
    prompt: `Enter an access token with read permission from ${session.endpoint}/settings/tokens. It is stored in VS Code's secret storage and sent only to ${new URL(session.endpoint).host}.`,
    placeHolder: "hf_…",
    password: true,
    ignoreFocusOut: true,
    validateInput: value =>
      /^hf_\S{5,400}$/.test(value.trim()) ? null : "A token begins with hf_ and contains no spaces.",
  });
  if (token === undefined) return;
  const name = await session.access.whoAmI(token.trim());
  await session.context.secrets.store(secretKey, token.trim());
  vscode.window.setStatusBarMessage(`Hub Lineage: signed in as ${name}.`, 5000);
  await readFailedAgain(session);
  await session.reopenCards();
}

/** Rereads models that failed earlier: the new account may have access, but failures are cached for a while. */
async function readFailedAgain({ cards, facts, online }: Session): Promise<void> {
  if (online === "off") return;
  const named = cards.all.flatMap(({ subject }) => [subject.identity?.repo ?? "", ...subject.parents]);
  const hidden = [...new Set(named)].filter(id => facts.get(id).state === "failed");
  await Promise.all(hidden.map(id => facts.read(id, { force: true })));
}

/** Deletes the stored token. */
export async function signOut(session: Session): Promise<void> {
  if ((await secretToken(session.context)) === null) {
    throw new UserError(
      "No token from Sign In is stored. A token from HF_TOKEN or `hf auth login` is used until you remove it.",
    );
  }
  await session.context.secrets.delete(secretKey);
  vscode.window.setStatusBarMessage("Hub Lineage: signed out.", 5000);
}
