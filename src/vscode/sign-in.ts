import * as vscode from "vscode";
import { UserError } from "../app/ports/errors";
import { secretKey, secretToken } from "./secret-token";
import type { Session } from "./session";

/** Asks for an access token, checks it with the Hub and keeps it in VS Code's secret storage. */
export async function signIn(session: Session): Promise<void> {
  const token = await vscode.window.showInputBox({
    title: "Sign In to the Hub",
    prompt: `An access token with read permission, from ${session.endpoint}/settings/tokens. It is kept in VS Code's secret storage and sent to ${new URL(session.endpoint).host} alone.`,
    placeHolder: "hf_…",
    password: true,
    ignoreFocusOut: true,
    validateInput: value =>
      /^hf_\S{5,400}$/.test(value.trim()) ? null : "A token begins with hf_ and is one word.",
  });
  if (token === undefined) return;
  const name = await session.access.whoAmI(token.trim());
  await session.context.secrets.store(secretKey, token.trim());
  vscode.window.setStatusBarMessage(`Hub Lineage: signed in as ${name}.`, 5000);
  await askAgain(session);
  await session.reopenCards();
}

/** What the Hub did not show to a visitor it may show now, though its answer is remembered for a while. */
async function askAgain({ cards, facts, online }: Session): Promise<void> {
  if (online === "off") return;
  const named = cards.all.flatMap(({ subject }) => [subject.identity?.repo ?? "", ...subject.parents]);
  const hidden = [...new Set(named)].filter(id => facts.get(id).state === "failed");
  await Promise.all(hidden.map(id => facts.read(id, { force: true })));
}

/** Forgets the stored token. */
export async function signOut(session: Session): Promise<void> {
  if ((await secretToken(session.context)) === null) {
    throw new UserError(
      "You are not signed in here. A token from HF_TOKEN or from `hf auth login` is used as long as it is there.",
    );
  }
  await session.context.secrets.delete(secretKey);
  vscode.window.setStatusBarMessage("Hub Lineage: signed out.", 5000);
}
