import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf, type ModelRow } from "../../../src/columns/build-columns";
import { nameEvidence, namesToSearch } from "../../../src/evidence/names/alike";
import { modelWorld } from "../../../src/evidence/names/model-world";
import {
  beforeTraining,
  nameParts,
  ownersInName,
  withoutEndings,
} from "../../../src/evidence/names/name-parts";
import { likelyParents } from "../../../src/evidence/names/name-scores";
import type { Edge } from "../../../src/lineage/model";

test("names are compared by their parts", () => {
  assert.deepEqual(nameParts("Meta-Llama3.1_8B"), ["meta", "llama", "3", "1", "8b"]);
  assert.deepEqual(withoutEndings("zephyr-7B-beta-i1-GGUF"), {
    stem: "zephyr-7B-beta",
    relation: "quantized",
  });
  assert.deepEqual(withoutEndings("Poet-4.0bpw-h6-exl2"), { stem: "Poet", relation: "quantized" });
  assert.deepEqual(withoutEndings("Poet.Q4_K_M"), { stem: "Poet", relation: "quantized" });
  assert.equal(withoutEndings("Poet-7b"), null);
  assert.deepEqual(beforeTraining("gpt2-finetuned-poems"), ["gpt2"]);
  assert.deepEqual(ownersInName("lab_-_poet")[0], ["lab", "poet"]);
});

const tags = (...given: string[]): readonly string[] => given;
const rows: readonly ModelRow[] = [
  { id: "lab/Poet-7b", tag: tags("llama"), numbers: { createdAt: 1 } },
  { id: "copy/Poet-7b", tag: tags("llama"), numbers: { createdAt: 5 } },
  { id: "bulk/Poet-7b-GGUF", tag: tags("gguf"), numbers: { createdAt: 9 } },
  ...[1, 2, 3, 4].map(
    (n): ModelRow => ({ id: `user/run-${n}`, tag: tags("llama", "trl"), numbers: { createdAt: 10 + n } }),
  ),
  { id: "user/run-5", tag: tags("llama", "trl"), numbers: { createdAt: 16 } },
  { id: "someone/unrelated", tag: tags(), numbers: { createdAt: 17 } },
];
const edges: readonly Edge[] = [1, 2, 3, 4].map(n => ({
  child: `user/run-${n}`,
  parent: "lab/Poet-7b",
  relation: "finetune",
}));
const columns = columnsOf(rows, edges);
const at = (id: string) => rows.findIndex(row => row.id === id);

test("a converted copy leads to the model of that name that others name, not to its namesake", () => {
  const found = likelyParents(
    modelWorld(columns, () => false),
    at("bulk/Poet-7b-GGUF"),
  );
  assert.equal(found[0]?.model, at("lab/Poet-7b"));
  assert.ok((found[0]?.probability ?? 0) > 0.5);
});

test("what an author's other models declare speaks for the same parent, and hidden edges do not exist", () => {
  const child = at("user/run-5");
  const [first] = likelyParents(
    modelWorld(columns, () => false),
    child,
  );
  assert.equal(first?.model, at("lab/Poet-7b"));
  assert.ok((first?.observed["author-share"] ?? 0) > 0.7);
  assert.deepEqual(
    likelyParents(
      modelWorld(columns, () => true),
      child,
    ),
    [],
  );
});

test("probabilities of rivals sum to less than 1, and a model without any clue has no likely parent", () => {
  const world = modelWorld(columns, () => false);
  for (let model = 0; model < rows.length; model++) {
    const sum = likelyParents(world, model).reduce((all, { probability }) => all + probability, 0);
    assert.ok(sum < 1, rows[model]?.id);
  }
  const [best] = likelyParents(world, at("someone/unrelated"));
  assert.ok((best?.probability ?? 0) < 0.2);
});

test("namesakes found by a search are weighed, and strangers are not", () => {
  assert.deepEqual(namesToSearch("bulk/Poet-7b-GGUF"), ["Poet-7b"]);
  const found = nameEvidence("bulk/Poet-7b-GGUF", "2024-05-01", [
    { id: "lab/Poet-7b", children: 40, createdAt: "2024-01-01" },
    { id: "copy/Poet-7b", children: 0, createdAt: "2024-02-01" },
    { id: "lab/Novelist-7b", children: 900, createdAt: null },
    { id: "bulk/Poet-7b-GGUF", children: 0, createdAt: null },
  ]);
  assert.deepEqual(
    found.map(({ parent }) => parent),
    ["lab/Poet-7b", "copy/Poet-7b"],
  );
  assert.ok((found[0]?.weight ?? 0) > (found[1]?.weight ?? 0));
  assert.equal(found[0]?.relation, "quantized");
});
