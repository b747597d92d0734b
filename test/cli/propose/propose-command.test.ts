import assert from "node:assert/strict";
import { test } from "node:test";
import { factsFromJson } from "../../hub/models/facts";
import type { LoopbackHub } from "../../hub/server";
import { dataOf, withHub } from "../../unit/hub-server/loopback";
import { runCli, withFolder } from "../run";
import {
  atTerminal,
  endOfInput,
  interrupt,
  needsTerminal,
  type TerminalRun,
  type Typing,
} from "./at-terminal";

const card = "---\nlicense: mit\nlibrary_name: peft\n---\n# Poet\n";
const adapter = JSON.stringify({ base_model_name_or_path: "lab/base", peft_type: "LORA" });
const poet = { id: "me/poet", card, license: "mit", texts: { "adapter_config.json": adapter } };
const models = () => dataOf({ id: "lab/base", license: "mit" }, poet);
const yes = { answer: "me/poet\r" };

type Propose = (typing: Typing, env?: Readonly<Record<string, string>>) => Promise<TerminalRun>;

/** Runs a test with a Hub, and a way to propose the parent of me/poet at a terminal. */
function proposing(work: (propose: Propose, hub: LoopbackHub) => Promise<void>): Promise<void> {
  return withHub({ models: models() }, hub =>
    withFolder(index =>
      work(
        (typing, env = { HF_TOKEN: "hf_loopback" }) =>
          atTerminal(
            ["propose", "me/poet", "--rule", "base-model/missing", "--index", index],
            { HF_ENDPOINT: hub.url, ...env },
            typing,
          ),
        hub,
      ),
    ),
  );
}

const onlyReads = (hub: LoopbackHub) => hub.requests().every(({ method }) => method === "GET");

test("propose shows the exact change and sends it only when the person says yes", needsTerminal, () =>
  proposing(async (propose, hub) => {
    const refused = await propose({ answer: "y\r" });
    assert.match(refused.shown, /\+base_model: lab\/base/);
    assert.match(refused.shown, /adapter_config\.json/);
    assert.match(refused.shown, /Nothing was sent\./);
    assert.equal(refused.code, 0);
    assert.equal(hub.data.pullRequests.length, 0);
    assert.ok(onlyReads(hub), "nothing was sent before the answer");
    const accepted = await propose(yes);
    assert.match(accepted.shown, /https:\/\/huggingface\.co\/me\/poet\/discussions\/1/);
    const [opened, ...more] = hub.data.pullRequests;
    assert.equal(more.length, 0, "one at a time");
    assert.equal(opened?.by, "loopback-user");
    assert.deepEqual(Object.keys(opened?.files ?? {}), ["README.md"]);
    const text = opened?.files["README.md"] ?? "";
    assert.match(text, /^base_model: lab\/base$/m);
    const added = text.split("\n").filter(each => !card.includes(each));
    for (const each of added)
      assert.ok(accepted.shown.includes(`+${each}`), `${each} was sent and not shown`);
    assert.doesNotMatch(refused.shown + accepted.shown, /hf_loopback/, "the token is not shown");
  }),
);

test(
  "the description has a paragraph for the finding, its basis, and its origin, and shows others' words literally",
  needsTerminal,
  () =>
    proposing(async (propose, hub) => {
      const { shown } = await propose(yes);
      const description = hub.data.pullRequests[0]?.description ?? "";
      const paragraphs = description.split("\n\n");
      assert.ok(paragraphs.length >= 2, description);
      assert.match(paragraphs[0] ?? "", /lab\/base/);
      assert.match(
        paragraphs.at(-1) ?? "",
        /^Found by hub-lineage \(rule base-model\/missing\)\. A person looked at this/,
      );
      assert.doesNotMatch(description, /⟨U\+|\p{Cc}(?<!\n)/u);
      for (const each of description.split("\n").filter(Boolean)) assert.ok(shown.includes(each), each);
    }),
);

test("what is typed before the question is no answer to it", needsTerminal, () =>
  proposing(async (propose, hub) => {
    // Ctrl+D afterwards, because nothing else ends a question that nobody answers.
    const early = await propose({ ahead: "y\rme/poet\ryes\r", answer: endOfInput });
    assert.match(early.shown, /Nothing was sent\./);
    const late = await propose({ ahead: "me/poet\rme/po", answer: "et\r" });
    assert.match(late.shown, /Nothing was sent\./);
    const flooded = await propose({ flood: "me/poet\r" });
    assert.match(flooded.shown, /Nothing was sent\./);
    assert.ok(onlyReads(hub));
  }),
);

test("Ctrl+D at the question says no, and Ctrl+C ends with 130", needsTerminal, () =>
  proposing(async (propose, hub) => {
    const ended = await propose({ answer: endOfInput });
    assert.match(ended.shown, /Nothing was sent\./);
    assert.equal(ended.code, 0);
    const stopped = await propose({ answer: interrupt });
    assert.match(stopped.shown, /Nothing was sent\./);
    assert.doesNotMatch(stopped.shown, /unexpected/);
    assert.equal(stopped.code, 130);
    assert.ok(onlyReads(hub));
  }),
);

test("a pull request with the same title is told before the question", needsTerminal, () =>
  proposing(async (propose, hub) => {
    await propose(yes);
    const again = await propose({ answer: "\r" });
    assert.ok(again.shown.includes(`is open already: ${hub.url}/me/poet/discussions/1.`), again.shown);
    assert.equal(hub.data.pullRequests.length, 1);
    hub.setFaults({ targets: [{ match: "/discussions", status: 404, body: "no such route" }] });
    const unknown = await propose({ answer: "\r" });
    assert.match(unknown.shown, /Whether a pull request like this is open already is not known/);
    assert.doesNotMatch(unknown.shown, /is open already:/);
  }),
);

test("a model that changed after its card was read gets no pull request", needsTerminal, () =>
  proposing(async (propose, hub) => {
    const changed = await propose({
      ...yes,
      asked: () => hub.data.put([factsFromJson({ ...poet, createdAt: "2025-05-05T05:05:05.000Z" })]),
    });
    assert.match(changed.shown, /me\/poet changed after its card was read/);
    assert.equal(changed.code, 2);
    assert.ok(onlyReads(hub));
  }),
);

test("a lost answer is told as such, with the place to look and without other advice", needsTerminal, () =>
  proposing(async (propose, hub) => {
    for (const fault of [
      { status: 504 },
      { status: 201, body: "{}" },
      { behavior: "nonJson" },
      { behavior: "cut" },
    ] as const) {
      hub.setFaults({ targets: [{ match: "/commit/main", ...fault }] });
      const { shown, code } = await propose(yes);
      assert.match(shown, /did not confirm the pull request/, JSON.stringify(fault));
      assert.ok(shown.includes(`Look at ${hub.url}/me/poet/discussions before you try again.`), shown);
      assert.doesNotMatch(shown, /Try again in|Check the endpoint/);
      assert.equal(code, 2);
    }
  }),
);

test("Ctrl+C while the pull request is sent says that it may be open", needsTerminal, () =>
  proposing(async (propose, hub) => {
    hub.setFaults({ targets: [{ match: "/commit/main", behavior: "hang" }] });
    const { shown, code } = await propose({
      ...yes,
      asked: type => {
        const poll = setInterval(() => {
          if (!hub.requests().some(({ path }) => path.endsWith("/commit/main"))) return;
          clearInterval(poll);
          type(interrupt);
        }, 20);
      },
    });
    assert.match(shown, /did not confirm the pull request \(you did not wait for its answer\)/);
    assert.equal(code, 130);
  }),
);

test("each refusal of the Hub is told in its own words", needsTerminal, () =>
  proposing(async (propose, hub) => {
    const error = (text: string) => JSON.stringify({ error: text });
    for (const [match, status, body, words] of [
      ["/commit/main", 403, error("Discussions are disabled for this repo"), /takes no pull requests/],
      ["/commit/main", 412, error("A commit has happened since."), /changed after its card was read/],
      ["/commit/main", 400, error("Invalid metadata in README.md"), /look for other errors in the card/],
      ["/commit/main", 403, error("You are not allowed to do this"), /Use a token with write access/],
      [
        "/preupload/main",
        401,
        error("Invalid username or password."),
        /did not accept the token\. Correct HF_TOKEN/,
      ],
      [
        "/preupload/main",
        200,
        preupload({ uploadMode: "lfs" }),
        /does not take README\.md of me\/poet as a text file/,
      ],
      ["/preupload/main", 200, preupload({ shouldIgnore: true }), /README\.md is ignored in me\/poet/],
    ] as const) {
      hub.setFaults({ targets: [{ match, status, body }] });
      const { shown, code } = await propose(yes);
      assert.match(shown, words);
      assert.doesNotMatch(shown, /can no longer be read|Check the endpoint|may be open|Hub Lineage: /);
      assert.equal(code, 2);
    }
    hub.setFaults({
      targets: [{ match: "/discussions", status: 403, body: error("Discussions are disabled") }],
    });
    const early = await propose(yes);
    assert.match(early.shown, /takes no pull requests/);
    assert.doesNotMatch(early.shown, /Type me\/poet/);
    assert.equal(hub.data.pullRequests.length, 0);
  }),
);

function preupload(how: object): string {
  return JSON.stringify({
    files: [{ path: "README.md", uploadMode: "regular", shouldIgnore: false, ...how }],
  });
}

test("a missing, withheld, or malformed token is told before the question", needsTerminal, () =>
  proposing(async (propose, hub) => {
    for (const [env, words] of [
      [{}, /needs a token with write access to .*\. Set HF_TOKEN, or run hf auth login\./],
      [{ HF_TOKEN: "sk-none" }, /did not accept the token\. Correct HF_TOKEN/],
      [{ HF_TOKEN: "hf_loop back" }, /is not in a valid format\. Correct HF_TOKEN/],
      [{ HF_TOKEN: "hf_loopback", HF_ENDPOINT: "https://hub.example" }, /is not sent to/],
    ] as const) {
      const args = ["propose", "me/poet", "--rule", "base-model/missing", "--endpoint", hub.url];
      const { shown, code } =
        "HF_ENDPOINT" in env
          ? await withFolder(index => atTerminal([...args, "--index", index], env, yes))
          : await propose(yes, env);
      assert.match(shown, words);
      assert.doesNotMatch(shown, /Type me\/poet/);
      assert.equal(code, 2);
    }
  }),
);

test("without a terminal, nothing is sent, and what cannot be proposed is told", () =>
  withHub({ models: models() }, hub =>
    withFolder(async index => {
      const run = (more: readonly string[], env = {}) =>
        runCli(["propose", "me/poet", "--index", index, ...more], {
          ...{ HF_ENDPOINT: hub.url, HF_TOKEN: "hf_loopback" },
          ...env,
        });
      const rule = ["--rule", "base-model/missing"];
      const shown = await run(rule);
      assert.match(shown.stdout, /Nothing was sent, because there is no terminal to ask at\./);
      assert.match(
        (await run(["--rule", "license/missing"])).stderr,
        /finds nothing in the card of me\/poet that/,
      );
      assert.match((await run([...rule, "--fix", "9"])).stderr, /There is no fix 9/);
      assert.match((await run([])).stderr, /propose takes one model ID and the rule/);
      assert.match((await run([...rule, "--fix", "x"])).stderr, /--fix takes the number/);
      assert.match((await run(rule, { HF_HUB_OFFLINE: "1" })).stderr, /offline: unset HF_HUB_OFFLINE\./);
      assert.equal(hub.data.pullRequests.length, 0);
    }),
  ));

test("a model that the Hub does not show ends with a sentence", () =>
  withHub({ models: models() }, hub =>
    withFolder(async index => {
      hub.data.remove("me/poet");
      hub.data.put([factsFromJson({ ...poet, private: true })]);
      const args = ["propose", "me/poet", "--rule", "base-model/missing", "--index", index];
      const { stderr, code } = await runCli(args, { HF_ENDPOINT: hub.url, HF_TOKEN: "hf_loopback" });
      assert.match(stderr, /me\/poet does not exist/);
      assert.equal(code, 2);
    }),
  ));
