import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { lineDiff } from "../../../src/cli/propose/line-diff";
import { repoRoot } from "../../harness/root";
import { testEnvironment } from "../../harness/test-environment";
import { factsFromJson } from "../../hub/models/facts";
import { dataOf, withHub } from "../../unit/hub-server/loopback";
import { runCli, withFolder } from "../run";

const card = "---\nlicense: mit\nlibrary_name: peft\n---\n# Poet\n";
const adapter = JSON.stringify({ base_model_name_or_path: "lab/base", peft_type: "LORA" });
const models = () =>
  dataOf(
    { id: "lab/base", license: "mit" },
    { id: "me/poet", card, license: "mit", texts: { "adapter_config.json": adapter } },
  );

/** Runs the program at a terminal of its own, types an answer when it asks, and returns what was shown. */
async function atTerminal(
  args: readonly string[],
  answer: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const line = [process.execPath, join(repoRoot(), "dist/cli.js"), ...args]
    .map(word => `'${word}'`)
    .join(" ");
  const child = spawn("script", ["-qec", line, "/dev/null"], { env: testEnvironment(env) });
  let shown = "";
  child.stdout.on("data", chunk => {
    const before = shown.includes("[y/N]");
    shown += String(chunk);
    if (!before && shown.includes("[y/N]")) child.stdin.write(`${answer}\n`);
  });
  await new Promise(resolve => child.once("close", resolve));
  return shown;
}

const needsTerminal = { skip: process.platform === "linux" ? false : "needs script of util-linux" };

test("propose shows the exact change and sends it only when the person says yes", needsTerminal, () =>
  withHub({ models: models() }, hub =>
    withFolder(async index => {
      const args = ["propose", "me/poet", "--rule", "base-model/missing", "--index", index];
      const env = { HF_ENDPOINT: hub.url, HF_TOKEN: "hf_loopback" };
      const refused = await atTerminal(args, "n", env);
      assert.match(refused, /\+base_model: lab\/base/);
      assert.match(refused, /adapter_config\.json/);
      assert.match(refused, /Nothing was sent\./);
      assert.equal(hub.data.pullRequests.length, 0);
      assert.ok(
        hub.requests().every(({ method }) => method === "GET"),
        "nothing was sent before the answer",
      );
      const accepted = await atTerminal(args, "yes", env);
      assert.match(accepted, /https:\/\/huggingface\.co\/me\/poet\/discussions\/1/);
      const [opened, ...more] = hub.data.pullRequests;
      assert.equal(more.length, 0, "one at a time");
      assert.equal(opened?.by, "loopback-user");
      assert.deepEqual(Object.keys(opened?.files ?? {}), ["README.md"]);
      const text = opened?.files["README.md"] ?? "";
      assert.match(text, /^base_model: lab\/base$/m);
      const added = text.split("\n").filter(each => !card.includes(each));
      for (const each of added) assert.ok(accepted.includes(`+${each}`), `${each} was sent and not shown`);
      assert.match(
        opened?.description ?? "",
        /lab\/base.*rule base-model\/missing.*A person looked at this change/s,
      );
      assert.doesNotMatch(refused + accepted, /hf_loopback/, "the token is not shown");
    }),
  ),
);

test("without a terminal, nothing is sent, and what cannot be proposed is told", () =>
  withHub({ models: models() }, hub =>
    withFolder(async index => {
      const run = (...more: string[]) =>
        runCli(["propose", "me/poet", "--index", index, ...more], {
          HF_ENDPOINT: hub.url,
          HF_TOKEN: "hf_loopback",
        });
      const shown = await run("--rule", "base-model/missing");
      assert.match(shown.stdout, /Nothing was sent, because there is no terminal to ask at\./);
      assert.match(
        (await run("--rule", "license/missing")).stderr,
        /finds nothing in the card of me\/poet that has a fix/,
      );
      assert.match((await run("--rule", "base-model/missing", "--fix", "9")).stderr, /There is no fix 9/);
      assert.match((await run()).stderr, /propose takes one model ID and the rule/);
      assert.match(
        (await run("--rule", "base-model/missing", "--fix", "x")).stderr,
        /--fix takes the number/,
      );
      assert.equal(hub.data.pullRequests.length, 0);
    }),
  ));

test("a card that changed after it was shown, and a missing token, end with a sentence", needsTerminal, () =>
  withHub({ models: models() }, hub =>
    withFolder(async index => {
      const args = ["propose", "me/poet", "--rule", "base-model/missing", "--index", index];
      const anonymous = await atTerminal(args, "y", { HF_ENDPOINT: hub.url });
      assert.match(anonymous, /A pull request needs a token with write access/);
      hub.data.remove("me/poet");
      hub.data.put([
        factsFromJson({ id: "me/poet", card, texts: { "adapter_config.json": adapter }, private: true }),
      ]);
      const hidden = await atTerminal(args, "y", { HF_ENDPOINT: hub.url, HF_TOKEN: "hf_loopback" });
      assert.match(hidden, /me\/poet does not exist/);
      assert.equal(hub.data.pullRequests.length, 0);
    }),
  ),
);

test("a diff is the change and nothing else, also at the ends of a text and in line ends", () => {
  assert.deepEqual(lineDiff("a\nb\n", "a\nb\n", "x"), []);
  assert.deepEqual(lineDiff("a\nb\nc\n", "a\nB\nc\n", "x").slice(2), [
    "@@ -1,3 +1,3 @@",
    " a",
    "-b",
    "+B",
    " c",
  ]);
  assert.deepEqual(lineDiff("", "a", "x").slice(2), ["@@ -1,0 +1,1 @@", "+a (no line end)"]);
  assert.deepEqual(lineDiff("a\r\n", "a\n", "x").slice(3), ["-a␍", "+a"]);
  const long = Array.from({ length: 50 }, (_, at) => `${at}\n`).join("");
  assert.deepEqual(lineDiff(long, long.replace("25\n", ""), "x").slice(2), [
    ...["@@ -23,7 +23,6 @@", " 22", " 23", " 24", "-25", " 26", " 27", " 28"],
  ]);
});
