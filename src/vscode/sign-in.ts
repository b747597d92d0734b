import * as vscode from "vscode";
import { UserError } from "../app/ports/errors";
import { type HubPlace, publicOrigin } from "../app/ports/hub-port";
import { t } from "../words/words";
import { config } from "./config";
import { deleteToken, secretToken, signedInOrigins, storeToken } from "./secret-token";
import type { Session } from "./session";

/** Asks for an access token, verifies it with the Hub in use, and stores it for that Hub in VS Code's secret storage. */
export async function signIn(session: Session): Promise<void> {
  if (session.isSample)
    throw new UserError(t`Sample data needs no account. To sign in to the Hub, run Close Sample Data first.`);
  const { secrets } = session.context;
  // The settings may change while the user types, so the Hub is fixed here.
  const place = session.access.signInPlace();
  if ((await secretToken(secrets, place.origin)) === null && !(await isMeant(place))) return;
  const token = await vscode.window.showInputBox({
    title: t`Sign In to the Hub`,
    prompt: t`Enter an access token from ${place.base}/settings/tokens. Read permission is enough, except to propose changes. It is stored in VS Code's secret storage and sent only to ${place.origin}.`,
    placeHolder: "hf_…",
    password: true,
    ignoreFocusOut: true,
    validateInput: value =>
      /^hf_\S{5,400}$/.test(value.trim()) ? null : t`A token begins with hf_ and contains no spaces.`,
  });
  if (token === undefined) return;
  const name = await session.access.whoAmI(token.trim(), place);
  await storeToken(secrets, place.origin, token.trim());
  vscode.window.setStatusBarMessage(t`Hub Lineage: signed in as ${name}.`, 5000);
  await readFailedAgain(session);
  await session.reopenCards();
}

/** Asks whether to sign in to a Hub other than the public one: its address may come from someone else's settings. */
async function isMeant({ origin, host }: HubPlace): Promise<boolean> {
  if (origin === publicOrigin) return true;
  const from = config.isEndpointOfWorkspace
    ? t`The settings of this workspace name it as the Hub`
    : t`It is your Hub`;
  const answer = await vscode.window.showWarningMessage(
    t`Sign in to ${host}?`,
    {
      modal: true,
      detail: t`${from} instead of ${publicOrigin}. Whoever runs ${origin} can use the token that you enter. Enter only a token that you created there.`,
    },
    t`Continue`,
  );
  return answer === "Continue";
}

/** Rereads models that failed earlier: the new account may have access, but failures are cached for a while. */
async function readFailedAgain({ cards, facts, online }: Session): Promise<void> {
  if (online === "off") return;
  const named = cards.all.flatMap(({ subject }) => [subject.identity?.repo ?? "", ...subject.parents]);
  const hidden = [...new Set(named)].filter(id => facts.get(id).state === "failed");
  await Promise.all(hidden.map(id => facts.read(id, { force: true })));
}

/** Deletes the token that is stored for the Hub in use. */
export async function signOut({ access, context }: Session): Promise<void> {
  const { secrets } = context;
  const { origin, host } = access.signInPlace();
  if ((await secretToken(secrets, origin)) === null) {
    const others = await signedInOrigins(secrets);
    throw new UserError(
      others.length === 0
        ? t`No token from Sign In is stored. A token from HF_TOKEN or \`hf auth login\` is used until you remove it.`
        : t`No token is stored for ${origin}. To delete the one for ${others.join(" or ")}, set hubLineage.endpoint to that address first.`,
    );
  }
  await deleteToken(secrets, origin);
  vscode.window.setStatusBarMessage(t`Hub Lineage: signed out of ${host}.`, 5000);
}
