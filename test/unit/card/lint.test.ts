import assert from "node:assert/strict";
import { test } from "node:test";
import type { CardContext, KnownModel } from "../../../src/card/finding";
import { lintCard } from "../../../src/card/lint";
import { bareModel } from "../../../src/lineage/model";

const unknown: CardContext = { repo: "a/b", files: null, lookup: () => ({ state: "unknown" }) };

test("huge values are shortened, and a rule stops after a hundred findings", () => {
  const hostile = [
    "x/".repeat(100_000),
    "/models--a--".repeat(15_000),
    "https://huggingface.co/a/".repeat(8_000),
    "-".repeat(200_000),
    `${"a ".repeat(100_000)}!`,
    "\u202E\u0007\u2028 <img src=x onerror=alert(1)>",
    `${"cc-by-".repeat(30_000)}`,
  ];
  for (const value of hostile) {
    const yaml = JSON.stringify(value);
    const text = `---\nbase_model: ${yaml}\n---\n`;
    const [finding] = lintCard(text, unknown).findings;
    assert.equal(finding?.rule, "base-model/invalid");
    assert.ok((finding?.message.length ?? 999) < 260);
    assert.doesNotMatch(
      finding?.message ?? "",
      /[\p{Cc}\p{Cf}\u2028]/u,
      "control characters stay out of messages",
    );
    lintCard(`---\nlicense: ${yaml}\nlanguage: ${yaml}\ntags: ${yaml}\nbase_model: a/c\n---\n`, unknown);
  }
  const many = lintCard(`---\nbase_model:\n${"- a/b\n- ./x\n".repeat(10_000)}---\n`, unknown);
  assert.equal(many.findings.filter(each => each.rule === "base-model/self").length, 100);
  assert.equal(many.findings.filter(each => each.rule === "base-model/invalid").length, 100);
});

test("broken front matter keeps the findings before the break, and nothing counts as missing", () => {
  const known: KnownModel = {
    state: "known",
    id: "lab/base",
    model: { ...bareModel("lab/base"), license: "gemma", languages: ["en", "de"] },
    parents: [],
    at: 0,
  };
  const context: CardContext = { repo: null, files: null, lookup: () => known };
  const before = lintCard('---\nlicense: mit\nbase_model: lab/base\ntitle: "open\n---\n', context);
  assert.deepEqual(
    before.findings.map(each => each.rule),
    ["license/use-restrictions-dropped", "front-matter/invalid"],
  );
  const after = lintCard('---\nbase_model: lab/base\ntitle: "open\nlicense: mit\n---\n', context);
  assert.deepEqual(
    after.findings.map(each => each.rule),
    ["front-matter/invalid"],
  );
});

test("a text without front matter has no findings, whatever it holds", () => {
  for (const text of ["", "# Title", "---", "\u0000\uFFFF\uD800", "license: mit\nbase_model: /x"]) {
    assert.deepEqual(lintCard(text, unknown).findings, [], JSON.stringify(text));
  }
});

test("a card of 50 MB costs no more than its front matter, and a bomb of aliases or brackets is reported", () => {
  const known: KnownModel = {
    state: "known",
    id: "lab/base",
    model: { ...bareModel("lab/base"), license: "llama3.1" },
    parents: [],
    at: 0,
  };
  const context: CardContext = { repo: "lab/this", files: ["README.md"], lookup: () => known };
  const head = "---\nlicense: llama3.1\nbase_model: lab/base\nbase_model_relation: finetune\n---\n";
  const rulesOf = (text: string) => lintCard(text, context).findings.map(each => each.rule);
  assert.ok(rulesOf(head).includes("license/display-missing"));
  const huge = rulesOf(`${head}${"# hub-lineage-disable license/name-prefix: x\n".repeat(1_200_000)}`);
  assert.deepEqual(
    huge.sort(),
    ["license/file-missing", "license/name-prefix"],
    "what a text of that length says, nobody looks up",
  );
  const aliases = Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]`);
  for (const bomb of [
    `a0: &a0 [x]\n${aliases.join("\n")}`,
    `tags: ${"[".repeat(100_000)}`,
    `x: ${"{a: ".repeat(5_000)}`,
  ])
    assert.deepEqual(rulesOf(`---\n${bomb}\n---\n`), ["front-matter/invalid"]);
});
