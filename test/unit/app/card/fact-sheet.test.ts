import assert from "node:assert/strict";
import { test } from "node:test";
import { ageInWords } from "../../../../src/app/age";
import {
  childrenKnown,
  compact,
  factSheet,
  modelInWords,
  mutations,
} from "../../../../src/app/card/fact-sheet";
import type { ModelEntry } from "../../../../src/app/ports/index-port";
import type { DeclaredTraits } from "../../../../src/card/card";
import { bareModel } from "../../../../src/lineage/model";

const now = Date.UTC(2026, 0, 2);
const parent: ModelEntry = {
  model: {
    ...bareModel("google/gemma-2b"),
    license: "gemma",
    languages: ["en", "de"],
    task: "text-generation",
    library: "transformers",
    downloads: 1_234_567,
    likes: 1,
    parameters: 2_506_172_416,
    gated: "manual",
    childCounts: { finetune: 300, adapter: 700 },
  },
  parents: [],
  fetchedAt: now - 3 * 3_600_000,
  detailed: true,
  knownChildren: { finetune: 2 },
  childrenAt: null,
};
const silent: DeclaredTraits = {
  license: null,
  licenseName: null,
  languages: [],
  task: null,
  library: null,
  datasets: [],
};

test("a sheet says of each trait whether the card kept, changed, lost or gained it", () => {
  const traits = {
    ...silent,
    license: "gemma",
    languages: ["en"],
    task: "text-generation",
    datasets: ["a/b"],
  };
  const { rows } = factSheet(parent, { traits, relation: "finetune" }, now);
  assert.deepEqual(
    rows.map(row => [row.trait, row.change]),
    [
      ["license", "kept"],
      ["languages", "changed"],
      ["task", "kept"],
      ["library", "lost"],
      ["datasets", "gained"],
    ],
  );
});

test("a license that the parent's does not allow is a possible conflict, another change is just that", () => {
  const change = (license: string): unknown =>
    factSheet(parent, { traits: { ...silent, license }, relation: "finetune" }, now).rows[0]?.change;
  assert.equal(change("apache-2.0"), "possible conflict");
  assert.equal(change("llama2"), "changed");
});

test("figures name children, downloads, likes, parameters, gating and age", () => {
  const { figures } = factSheet(parent, { traits: silent, relation: "unknown" }, now);
  assert.deepEqual(figures, [
    "1,000 children",
    "1.23 M downloads a month",
    "1 like",
    "2.51 B parameters",
    "gated",
    "read 3 hours ago",
  ]);
});

test("a list of children that was read to its end counts more than the Hub's own figure; neither is unknown, not 0", () => {
  assert.equal(childrenKnown(parent), 1000);
  assert.equal(childrenKnown({ ...parent, childrenAt: now }), 2);
  assert.equal(childrenKnown({ ...parent, model: { ...parent.model, childCounts: null } }), null);
});

test("mutations name what differs where both sides say something", () => {
  const child = { ...parent.model, license: "mit", task: null, languages: ["de", "en"] };
  assert.deepEqual(mutations(parent.model, child), ["license: gemma → mit"]);
});

test("a model in a few words states what it says of itself, and how old that is", () => {
  const words = "gemma · text-generation · transformers · de, en · 1,000 children · 1.23 M downloads a month";
  assert.equal(modelInWords(parent, now), `${words} · 1 like · 2.51 B parameters · gated · read 3 hours ago`);
  assert.equal(
    modelInWords({ ...parent, model: bareModel("a/b") }, now),
    "read 3 hours ago",
    "of a model that states nothing, nothing is said",
  );
});

test("numbers and ages in words", () => {
  assert.deepEqual([0, 999, 1000, 12_345, 7_241_781_248].map(compact), [
    "0",
    "999",
    "1 k",
    "12.3 k",
    "7.24 B",
  ]);
  const ages = [0, 59_000, 60_000, 3_600_000, 47 * 3_600_000, 48 * 3_600_000].map(ms =>
    ageInWords(now - ms, now),
  );
  assert.deepEqual(ages, [
    "just now",
    "just now",
    "1 minute ago",
    "1 hour ago",
    "47 hours ago",
    "2 days ago",
  ]);
  assert.equal(ageInWords(now + 5000, now), "just now", "a clock that was set back");
  for (const at of [Date.UTC(2099, 0, 1), now + 3_600_000, 0])
    assert.equal(ageInWords(at, now), "at an unknown time", "a wrong clock");
});
