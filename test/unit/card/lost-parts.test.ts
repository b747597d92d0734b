import assert from "node:assert/strict";
import { test } from "node:test";
import type { CardContext, Finding } from "../../../src/card/finding";
import { lintCard } from "../../../src/card/lint";
import { mergeEvidence } from "../../../src/evidence/files/mergekit";
import { bareModel } from "../../../src/lineage/model";

const ownRule = /^base-model\/(?:missing|contradicts-files)$/;

/** What is found about the parents of a merge of these models; the Hub does not show those of `gone`. */
function found(head: string, models: readonly string[]): readonly Finding[] {
  const yaml = `merge_method: ties\nmodels:\n${models.map(each => `  - model: ${each}\n`).join("")}`;
  const context: CardContext = {
    repo: null,
    files: ["README.md", "mergekit_config.yml"],
    lookup: id =>
      id.startsWith("gone/")
        ? { state: "missing", orPrivate: true }
        : { state: "known", id, model: bareModel(id), parents: [], at: 0 },
    told: {
      evidence: mergeEvidence(yaml, "mergekit_config.yml"),
      build: null,
      hashes: new Map(),
      isAdapter: false,
      hasOtherWeights: false,
      broken: [],
    },
  };
  const text = `---\nlicense: mit\n${head}---\n`;
  return lintCard(text, context).findings.filter(({ rule }) => ownRule.test(rule));
}

const isIncomplete =
  /Part of the merge leads to no model that the Hub shows \(ties: .+\), so the list may be/;

test("a list of parents that lacks what leads nowhere says so, wherever it is offered", () => {
  const declared = "base_model: lab/a\nbase_model_relation: merge\n";
  for (const [head, models] of [
    ["tags: [merge]\n", ["lab/a", "./out"]],
    ["tags: [merge]\n", ["lab/a", "lab/b", "/content/merge-1"]],
    ["tags: [merge]\n", ["lab/a", "gone/model@main"]],
    [declared, ["lab/a", "lab/b", "./out"]],
    [declared, ["lab/b", "./out"]],
  ] as const) {
    const [first, ...more] = found(head, models);
    assert.match(first?.message ?? "", isIncomplete, models.join());
    assert.deepEqual(more, []);
    for (const fix of first?.fixes ?? []) assert.equal(fix.isChoice, true, fix.title);
    const whole = found(
      head,
      models.filter(each => each.startsWith("lab/")),
    );
    assert.equal(whole.length, 1);
    assert.doesNotMatch(whole[0]?.message ?? "", isIncomplete);
  }
});

test("a declared parent is not replaced by the one part of a merge that is left", () => {
  const declared = "base_model: lab/a\nbase_model_relation: merge\n";
  assert.equal(found(declared, ["lab/b"])[0]?.fixes.length, 1);
  assert.deepEqual(found(declared, ["lab/b", "./out"])[0]?.fixes, []);
});

test("a part with a revision is told as the model that it is", () => {
  const [first] = found("base_model: lab/a\nbase_model_relation: merge\n", ["lab/a", "lab/a+lab/b@v1"]);
  assert.match(first?.message ?? "", /also names lab\/b, which/);
  assert.doesNotMatch(first?.message ?? "", isIncomplete);
});
