import assert from "node:assert/strict";
import { test } from "node:test";
import { coverageOf, findingOf, percent, sizesInWords } from "../../../../src/analyses/family/drift-words";
import { familyDrift, largestFlows } from "../../../../src/analyses/family/family-drift";
import {
  type DriftTrait,
  familySight,
  jaccardDistance,
  traitEdges,
} from "../../../../src/analyses/family/trait-edges";
import type { Family } from "../../../../src/lineage/family";
import { bareModel, type Model, type Relation } from "../../../../src/lineage/model";
import { recordedFamily } from "../../../webview/family/written-families";

type Child = readonly [id: string, relation: Relation, traits: Partial<Model>];

/** A family of one root and its children. */
function bush(root: Partial<Model>, children: readonly Child[]): Family {
  return {
    root: "o/root",
    models: [
      { ...bareModel("o/root"), ...root },
      ...children.map(([id, , traits]) => ({ ...bareModel(id), ...traits })),
    ],
    edges: children.map(([child, relation]) => ({ child, parent: "o/root", relation })),
    missing: [],
    cycles: [],
    unchecked: [],
    oldestAt: null,
  };
}

const many = (n: number, prefix: string, relation: Relation, traits: Partial<Model>): readonly Child[] =>
  Array.from({ length: n }, (_, at): Child => [`${prefix}/m${at}`, relation, traits]);

const see = (family: Family, trait: DriftTrait, cards: ReadonlyMap<string, number> = new Map()) =>
  traitEdges(familySight(family), trait, cards);

const sentence = (family: Family, trait: DriftTrait) => {
  const seen = see(family, trait);
  const drift = familyDrift(seen);
  return findingOf(
    seen,
    drift,
    relation =>
      familyDrift({
        ...seen,
        edges: seen.edges.filter(edge => relation === "all" || edge.relation === relation),
      }).transitions,
  ).sentence;
};

test("the distance of two lists is the share of their values that only one has", () => {
  assert.equal(jaccardDistance(["mit"], ["mit"]), 0);
  assert.equal(jaccardDistance(["mit"], ["gemma"]), 1);
  assert.equal(jaccardDistance(["en", "de", "fr"], ["en"]), 2 / 3);
  assert.equal(jaccardDistance(["en", "de"], ["fr", "en"]), 2 / 3);
});

test("an edge counts if both ends declare the trait, and the others are counted separately", () => {
  const family = bush({ license: "gemma" }, [
    ["o/a", "finetune", { license: "gemma", createdAt: "2024-02-08T08:11:59.000Z" }],
    ["o/b", "finetune", { license: "mit", createdAt: "2023-12-31T23:59:59.000Z" }],
    ["o/c", "adapter", {}],
  ]);
  const seen = see(family, "license");
  assert.deepEqual(
    seen.edges.map(({ child, from, to, distance, generation, year }) => [
      child,
      from,
      to,
      distance,
      generation,
      year,
    ]),
    [
      ["o/a", "gemma", "gemma", 0, 1, "2024"],
      ["o/b", "gemma", "mit", 1, 1, "2023"],
    ],
  );
  assert.equal(coverageOf(seen), "A license at both ends of 2 of 3 edges, 1 only at the parent.");
  assert.equal(
    sentence(family, "license"),
    "Only 2 edges in this family have a license at both ends, too few for a percentage: 1 changed the license.",
  );
});

test("languages are compared by meaning, and long lists are given by length", () => {
  const family = bush({ languages: ["en", "de", "fr", "es"] }, [
    ["o/a", "finetune", { languages: ["en-US"] }],
    ["o/b", "finetune", { languages: ["fr", "es", "de", "en"] }],
    ["o/c", "finetune", { languages: ["it", "pt", "nl", "pl"] }],
  ]);
  const { edges } = see(family, "languages");
  assert.deepEqual(
    edges.map(({ from, to, distance }) => [from, to, distance]),
    [
      ["4 languages", "en", 0.75],
      ["4 languages", "4 languages", 0],
      ["4 languages", "4 languages, others", 1],
    ],
  );
});

test("the sentence names the most telling relation and its largest change", () => {
  const family = bush({ license: "gemma", task: "text-generation" }, [
    ...many(30, "kept", "finetune", { license: "gemma", task: "text-generation" }),
    ...many(12, "apache", "finetune", { license: "apache-2.0" }),
    ...many(5, "mit", "finetune", { license: "mit" }),
    ...many(25, "q", "quantized", { license: "gemma" }),
    ...many(25, "x", "adapter", { license: "apache-2.0", task: "text-generation" }),
  ]);
  assert.equal(
    sentence(family, "license"),
    "All 25 adapters changed the license, all from gemma to apache-2.0.",
  );
  const withoutAdapters = { ...family, edges: family.edges.filter(({ relation }) => relation !== "adapter") };
  assert.equal(
    sentence(withoutAdapters, "license"),
    "17 of 47 finetunes changed the license; 12 of them from gemma to apache-2.0.",
  );
  assert.equal(sentence(family, "task"), "None of 30 finetunes changed the task.");
  assert.equal(sentence(family, "datasets"), "No edge in this family has datasets at both ends.");
});

test("the bands of card length change where a card gets much shorter or longer", () => {
  const family = bush({}, [
    ["o/a", "finetune", {}],
    ["o/b", "finetune", {}],
    ["o/c", "finetune", {}],
  ]);
  const { edges } = see(
    family,
    "cardLength",
    new Map([
      ["o/root", 9_000],
      ["o/a", 600],
      ["o/b", 8_001],
    ]),
  );
  assert.deepEqual(
    edges.map(({ child, from, to }) => [child, from, to]),
    [
      ["o/a", "8,000 to 20,000", "500 to 2,000"],
      ["o/b", "8,000 to 20,000", "8,000 to 20,000"],
    ],
  );
});

test("sizes are given as mean and median with the published means, if there are enough edges", () => {
  const languages = ["en", "de", "fr", "es", "it"];
  const family = bush({ languages }, [
    ...many(15, "one", "finetune", { languages: ["en"] }),
    ...many(5, "all", "finetune", { languages }),
  ]);
  assert.equal(
    sizesInWords(see(family, "languages")),
    "On average, parents have 5 languages and children 2 (medians 5 and 1), across 20 edges; in the paper, 6.6 and 1.8, across 115,660 edges.",
  );
  assert.equal(sizesInWords(see(family, "license")), null);
  const few = bush({ languages }, many(19, "one", "finetune", { languages: ["en"] }));
  assert.equal(sizesInWords(see(few, "languages")), null);
});

test("changes beyond the largest flows are summed up, and none is lost", () => {
  const transitions = Array.from({ length: 14 }, (_, at) => ({ from: "a", to: `b${at}`, edges: 20 - at }));
  const flow = largestFlows(transitions, 10);
  assert.equal(flow.streams.length, 10);
  assert.deepEqual([flow.otherPairs, flow.otherEdges], [4, 10 + 9 + 8 + 7]);
});

test("a share close to 0 or 1 does not round to 0% or 100%", () => {
  assert.deepEqual([0, 0.001, 0.004, 0.5, 0.996, 1].map(percent), [
    "0%",
    "<1%",
    "<1%",
    "50%",
    ">99%",
    "100%",
  ]);
});

test("the real family of SmolLM2-1.7B has the changes of the golden table: 31 of 271 tasks, 524 of 986 libraries", () => {
  const family = recordedFamily("HuggingFaceTB__SmolLM2-1.7B", "HuggingFaceTB/SmolLM2-1.7B");
  const of = (trait: DriftTrait) => familyDrift(see(family, trait)).all;
  assert.deepEqual([of("task").changed, of("task").edges], [31, 271]);
  assert.deepEqual([of("library").changed, of("library").edges], [524, 986]);
});
