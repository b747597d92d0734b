import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import german from "../../../../l10n/bundle.l10n.de.json";
import type * as propose from "../../../../src/vscode/propose/propose-change";
import type { Session } from "../../../../src/vscode/session";
import { keyedTexts } from "../../../../src/words/text-key";
import type * as words from "../../../../src/words/words";
import type { LoopbackHub } from "../../../hub/server";
import { dataOf, withHub } from "../../hub-server/loopback";
import { bundled } from "../bundled";
import { accessAt } from "../editor-access";
import type * as fake from "./propose-fake";

type Program = typeof propose & typeof words & { readonly vscode: typeof fake };

let program: Program;
before(async () => {
  program = await bundled<Program>(
    ["src/vscode/propose/propose-change", "src/words/words"],
    "test/unit/vscode/propose/propose-fake.ts",
  );
});
beforeEach(() => {
  program.speak(null);
  program.vscode.shown.length = 0;
  program.vscode.active.uri = undefined;
  Object.assign(program.vscode.person, { picks: 0, agrees: false });
});

const card = "---\nlicense: mit\nlibrary_name: peft\n---\n# Poet\n";
const texts = {
  "adapter_config.json": JSON.stringify({ base_model_name_or_path: "lab/base", peft_type: "LORA" }),
};
const models = () =>
  dataOf(
    { id: "lab/base", card: "---\nlicense: mit\n---\n# Base\n", license: "mit" },
    { id: "me/poet", card, license: "mit", texts },
  );

/** A proposed change of a session before a Hub, with a card of me/poet in front. */
function changeAt(hub: LoopbackHub, token: string | null = "hf_loopback", more: object = {}) {
  const access = accessAt(
    () => hub.url,
    async () => token,
  );
  const session = {
    access,
    isSample: false,
    requireOnline: () => undefined,
    cards: { active: { subject: { identity: { repo: "me/poet" } } } },
    present: { reader: { readModel: async () => ({ state: "unknown" }) } },
    log: { info: () => undefined },
    ...more,
  } as unknown as Session;
  return new program.ProposedChange(session);
}

const onlyReads = (hub: LoopbackHub) => hub.requests().every(({ method }) => method === "GET");

test("a change is shown as it is sent, and is sent once, only to whom agrees", () =>
  withHub({ models: models() }, async hub => {
    const { person, diff, shown } = program.vscode;
    const change = changeAt(hub);
    await change.propose(undefined);
    assert.equal(diff.before, card);
    assert.match(diff.after, /^base_model: lab\/base$/m);
    await change.open(diff.right);
    assert.ok(onlyReads(hub), "sent without consent");
    person.agrees = true;
    await change.open(diff.right);
    const [opened, ...others] = hub.data.pullRequests;
    assert.equal(others.length, 0);
    assert.equal(opened?.files["README.md"], diff.after);
    const question = shown.find(each => each.startsWith("Open a pull request on me/poet at")) ?? "";
    assert.ok(opened && question.includes(opened.title) && question.includes(opened.description), question);
    assert.ok(question.includes(new URL(hub.url).host));
    await assert.rejects(change.open(diff.right), /This change is no longer current/);
    assert.equal(hub.data.pullRequests.length, 1);
  }));

test("the pull request is in English whatever the editor's language, because its readers are others", () =>
  withHub({ models: models() }, async hub => {
    const { person, diff, shown } = program.vscode;
    program.speak({ language: "de", dictionary: keyedTexts(german) });
    person.agrees = true;
    const change = changeAt(hub);
    await change.propose(undefined);
    await change.open(diff.right);
    assert.match(shown.join("\n"), /Einen Pull-Request für me\/poet/);
    const { title = "", description = "" } = hub.data.pullRequests[0] ?? {};
    assert.match(title, /^Add base_model lab\/base/);
    assert.match(description, /names lab\/base, but this card declares no base_model/);
  }));

test("an older diff opens nothing, and a card of the Hub that is open read-only is the one meant", () =>
  withHub({ models: models() }, async hub => {
    const { active, diff, person, Uri } = program.vscode;
    person.agrees = true;
    active.uri = Uri.from({ scheme: "hub-lineage-card", path: "/me/poet/README.md" });
    const change = changeAt(hub, "hf_loopback", { cards: { active: null } });
    await change.propose(undefined);
    const older = diff.right;
    await change.propose(undefined);
    await assert.rejects(change.open(older), /This change is no longer current/);
    person.picks = null;
    await change.propose(undefined);
    assert.ok(onlyReads(hub));
  }));

test("what keeps a change from being proposed is told before anything is read or sent", () =>
  withHub({ models: models() }, async hub => {
    await assert.rejects(changeAt(hub, null).propose(undefined), /needs a token with write access/);
    await assert.rejects(changeAt(hub, null, { isSample: true }).propose(undefined), /The sample has no Hub/);
    const draft = changeAt(hub, "hf_loopback", { cards: { active: null } });
    await assert.rejects(draft.propose(undefined), /This card is a draft/);
    assert.deepEqual(hub.requests(), []);
    const fine = changeAt(hub);
    await fine.propose("lab/base");
    assert.deepEqual(program.vscode.shown, ["Nothing is found in the card of lab/base that has a fix."]);
  }));
