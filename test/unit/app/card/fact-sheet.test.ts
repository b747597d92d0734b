import assert from "node:assert/strict";
import { test } from "node:test";
import { ageInWords } from "../../../../src/app/age";
import {
  type BesideCard,
  childrenKnown,
  compact,
  factSheet,
  modelInWords,
  mutations,
  parentsInWords,
} from "../../../../src/app/card/fact-sheet";
import type { ModelEntry } from "../../../../src/app/ports/index-port";
import type { DeclaredTraits } from "../../../../src/card/licensing/declared-traits";
import { bareModel, type Relation } from "../../../../src/lineage/model";
import { draftModel } from "../../../../src/lineage/traits/laid-card";

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
  licenseLink: null,
  languages: [],
  task: null,
  library: null,
  datasets: [],
};

const beside = (traits: DeclaredTraits, relation: Relation): BesideCard => ({
  model: draftModel("me/card", traits),
  onHub: null,
  relation,
});

test("the sheet says whether the card kept, changed, lost, or gained each trait", () => {
  const traits = {
    ...silent,
    license: "gemma",
    languages: ["en"],
    task: "text-generation",
    datasets: ["a/b"],
  };
  const { rows } = factSheet(parent, beside(traits, "finetune"), now);
  assert.deepEqual(
    rows.map(row => [row.trait, row.change]),
    [
      ["license", "kept"],
      ["languages", "lost"],
      ["task", "kept"],
      ["library", "lost"],
      ["datasets", "gained"],
    ],
  );
});

test("a license that the parent's license does not allow is a possible conflict; other changes are just changes", () => {
  const change = (license: string): unknown =>
    factSheet(parent, beside({ ...silent, license }, "finetune"), now).rows[0]?.change;
  assert.equal(change("apache-2.0"), "possible conflict");
  assert.equal(change("llama2"), "changed");
});

test("figures include children, downloads, likes, parameters, gating, and age", () => {
  const { figures } = factSheet(parent, beside(silent, "unknown"), now);
  assert.deepEqual(figures, [
    "1,000 children",
    "1.23 M downloads a month",
    "1 like",
    "2.51 B parameters",
    "gated",
    "read 3 hours ago",
  ]);
});

test("a complete list of children takes precedence over the Hub's count; with neither, the number is unknown, not 0", () => {
  assert.equal(childrenKnown(parent), 1000);
  assert.equal(childrenKnown({ ...parent, childrenAt: now }), 2);
  assert.equal(childrenKnown({ ...parent, model: { ...parent.model, childCounts: null } }), null);
});

test("mutations name what differs if both sides have a value", () => {
  const child = { ...parent.model, license: "mit", task: null, languages: ["de", "en"] };
  assert.deepEqual(mutations(parent.model, child), ["license: gemma → mit"]);
});

test("the short description of a model gives its own facts and their age", () => {
  const words = "gemma · text-generation · transformers · de, en · 1,000 children · 1.23 M downloads a month";
  assert.equal(modelInWords(parent, now), `${words} · 1 like · 2.51 B parameters · gated · read 3 hours ago`);
  assert.equal(
    modelInWords({ ...parent, model: bareModel("a/b") }, now),
    "read 3 hours ago",
    "of a model that states nothing, nothing is said",
  );
});

test("numbers and ages are written in words", () => {
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

test("the parents of a card that declares more than are read are both counted", () => {
  assert.equal(parentsInWords(0, 0), "no parent");
  assert.equal(parentsInWords(1, 0), "1 parent");
  assert.equal(parentsInWords(300, 0), "300 parents");
  assert.equal(parentsInWords(300, 25_700), "300 of 26,000 parents");
});
