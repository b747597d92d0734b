import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import type * as tokens from "../../../src/vscode/secret-token";
import type { Session } from "../../../src/vscode/session";
import type * as actions from "../../../src/vscode/sign-in";
import type { LoopbackHub } from "../../hub/server";
import { dataOf, withHub } from "../hub-server/loopback";
import { bundled } from "./bundled";
import { accessAt } from "./editor-access";
import type * as fake from "./vscode-fake";

type Program = typeof actions & typeof tokens & { readonly vscode: typeof fake };

let program: Program;

before(async () => {
  program = await bundled<Program>(
    ["src/vscode/sign-in", "src/vscode/secret-token"],
    "test/unit/vscode/vscode-fake.ts",
  );
});

beforeEach(() => {
  program.vscode.shown.length = 0;
  program.vscode.workspaceSettings.clear();
  Object.assign(program.vscode.answers, { agrees: true, token: "hf_loopback" });
});

/** A session before a Hub, with a secret storage that holds `stored`. */
function sessionOf(endpoint: () => string, stored: Readonly<Record<string, string>> = {}) {
  const kept = new Map(Object.entries(stored));
  const secrets: tokens.Secrets = {
    get: async key => kept.get(key),
    store: async (key, value) => void kept.set(key, value),
    delete: async key => void kept.delete(key),
  };
  const access = accessAt(endpoint, origin => program.secretToken(secrets, origin));
  const session = {
    access,
    context: { secrets },
    online: "off",
    reopenCards: async () => undefined,
  } as unknown as Session;
  return { session, secrets, kept, access };
}

const tokensAt = (hub: LoopbackHub) => hub.requests().map(each => each.token);

test("a Hub other than the public one is named and must be confirmed once", () =>
  withHub({ models: dataOf() }, async hub => {
    program.vscode.workspaceSettings.set("endpoint", hub.url);
    const { session, secrets } = sessionOf(() => hub.url);
    const { shown, answers } = program.vscode;
    answers.agrees = false;
    await program.signIn(session);
    assert.equal(shown.length, 1, "no token is asked for");
    const { host } = new URL(hub.url);
    assert.ok(shown[0]?.startsWith(`Sign in to ${host}? The settings of this workspace name it`), shown[0]);
    assert.ok(shown[0]?.includes(`Whoever runs ${hub.url} can use the token`), shown[0]);
    assert.deepEqual([tokensAt(hub), await program.signedInOrigins(secrets)], [[], []]);
    answers.agrees = true;
    await program.signIn(session);
    assert.deepEqual([tokensAt(hub), await program.signedInOrigins(secrets)], [["valid"], [hub.url]]);
    shown.length = 0;
    await program.signIn(session);
    assert.ok(!shown.some(each => each.startsWith("Sign in to")), shown.join("\n"));
  }));

test("a token is sent only to the Hub that it was entered for, even if a folder's settings name another", () =>
  withHub({ models: dataOf({ id: "org/a" }) }, own =>
    withHub({ models: dataOf({ id: "org/a" }) }, async foreign => {
      let endpoint = own.url;
      const { session, access } = sessionOf(() => endpoint);
      await program.signIn(session);
      endpoint = foreign.url;
      await access.hub.model("org/a");
      endpoint = own.url;
      await access.hub.model("org/a");
      assert.deepEqual([tokensAt(foreign), tokensAt(own)], [["none"], ["valid", "valid"]]);
    }),
  ));

test("a token from earlier versions belongs to the public Hub", async () => {
  const { secrets, kept } = sessionOf(() => "", { "hubLineage.token": "hf_old" });
  assert.equal(await program.secretToken(secrets, "https://huggingface.co"), "hf_old");
  for (const other of ["http://huggingface.co", "https://huggingface.co:444", "https://hub.example"])
    assert.equal(await program.secretToken(secrets, other), null, other);
  await program.storeToken(secrets, "https://huggingface.co", "hf_new");
  assert.equal(await program.secretToken(secrets, "https://huggingface.co"), "hf_new");
  await program.deleteToken(secrets, "https://huggingface.co");
  assert.deepEqual([await program.secretToken(secrets, "https://huggingface.co"), kept.size], [null, 0]);
});

test("signing out deletes the token of the current Hub and names the Hubs of other tokens", () =>
  withHub({ models: dataOf() }, async hub => {
    const { session, secrets } = sessionOf(() => hub.url);
    await program.storeToken(secrets, "https://hub.example", "hf_other");
    await assert.rejects(program.signOut(session), {
      name: "UserError",
      message: /No token is stored for http:\/\/127.*To delete the one for https:\/\/hub\.example/,
    });
    await program.storeToken(secrets, hub.url, "hf_own");
    await program.signOut(session);
    assert.deepEqual(await program.signedInOrigins(secrets), ["https://hub.example"]);
  }));
