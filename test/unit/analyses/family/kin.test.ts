import assert from "node:assert/strict";
import { test } from "node:test";
import { kinLikeness } from "../../../../src/analyses/family/kin";
import { columnsOf, familyColumns, type ModelRow } from "../../../../src/columns/build-columns";
import type { Family } from "../../../../src/lineage/family";
import type { Edge, Model } from "../../../../src/lineage/model";
import { recordedFamily } from "../../../webview/family/written-families";

/** The similarity of all siblings of a family, pair by pair with plain sets. */
function exactSiblings(family: Family): number {
  const models = new Map(family.models.map(model => [model.id, model]));
  const groups = new Map<string, Model[]>();
  for (const { parent, child } of family.edges) {
    const model = models.get(child);
    if (model && models.has(parent)) groups.set(parent, [...(groups.get(parent) ?? []), model]);
  }
  const lists = (model: Model) => [
    model.license ? [model.license] : [],
    model.languages,
    model.task ? [model.task] : [],
    model.library ? [model.library] : [],
    model.datasets,
  ];
  let [sum, n] = [0, 0];
  for (const group of groups.values()) {
    for (const [at, one] of group.entries()) {
      for (const other of group.slice(at + 1)) {
        const mine = lists(one);
        const shares = lists(other).flatMap((theirs, trait) => {
          const ours = mine[trait] ?? [];
          if (ours.length === 0 || theirs.length === 0) return [];
          const all = new Set([...ours, ...theirs]);
          return [(new Set(ours).size + new Set(theirs).size - all.size) / all.size];
        });
        if (shares.length === 0) continue;
        sum += shares.reduce((total, share) => total + share, 0) / shares.length;
        n += 1;
      }
    }
  }
  return sum / n;
}

const edge = (child: string, parent: string): Edge => ({ child, parent, relation: "finetune" });

/** A root with two children, each with three of their own: all of one side share a license. */
const two: readonly ModelRow[] = [
  { id: "root", license: "r" },
  ...["a", "b"].flatMap(side => [
    { id: side, license: side },
    ...[1, 2, 3].map(n => ({ id: `${side}${n}`, license: side, task: `task-${n}` })),
  ]),
];
const links = ["a", "b"].flatMap(side => [
  edge(side, "root"),
  ...[1, 2, 3].map(n => edge(`${side}${n}`, side)),
]);

test("pairs are counted by kinship, and each kind is as similar as its traits", () => {
  const found = new Map(kinLikeness(columnsOf(two, links)).map(one => [one.kinship, one]));
  const pairs = (name: "parent and child" | "siblings" | "cousins" | "any two") => found.get(name)?.pairs;
  assert.equal(pairs("parent and child"), 8);
  assert.equal(pairs("siblings"), 1 + 2 * 3, "of the root, and of either child");
  assert.equal(pairs("cousins"), 3 * 3);
  assert.equal(pairs("any two"), (9 * 8) / 2);
  const cousins = found.get("cousins");
  // Their licenses always differ; their tasks are the same in three of the nine pairs.
  assert.ok(cousins && cousins.mean > 0 && cousins.mean <= 0.5, `${cousins?.mean}`);
  assert.equal(cousins.compared, 9);
});

test("a self-reference is not a pair, and models without a declared trait in common are not compared", () => {
  const rows = [
    { id: "a", license: "mit" },
    { id: "b", task: "t" },
  ];
  const [parentChild] = kinLikeness(columnsOf(rows, [edge("a", "a"), edge("b", "a")]));
  assert.deepEqual([parentChild?.pairs, parentChild?.compared], [1, 0]);
  assert.ok(Number.isNaN(parentChild?.mean));
});

test("a merge of two siblings is not its own cousin", () => {
  const links = [edge("a", "root"), edge("b", "root"), edge("m", "a"), edge("m", "b")];
  const rows = ["root", "a", "b", "m"].map(id => ({ id, license: "mit" }));
  const cousins = kinLikeness(columnsOf(rows, links)).find(({ kinship }) => kinship === "cousins");
  assert.equal(cousins?.compared, 0);
});

test("the exact mean is inside the interval of a real family, and the figures are the same each time", () => {
  const family = recordedFamily("HuggingFaceTB__SmolLM2-1.7B", "HuggingFaceTB/SmolLM2-1.7B");
  const columns = familyColumns(family);
  const found = kinLikeness(columns);
  assert.deepEqual(kinLikeness(columns), found);
  const siblings = found.find(({ kinship }) => kinship === "siblings");
  assert.equal(siblings?.pairs, 88_965, "the golden table's trio_1");
  assert.ok(siblings.compared > 1_900, `${siblings.compared} of 2,000 draws have a trait in common`);
  const exact = exactSiblings(family);
  assert.ok(
    siblings.low < exact && exact < siblings.high,
    `${exact} is not in ${siblings.low} to ${siblings.high}`,
  );
  for (const { mean, low, high } of found) assert.ok(low <= mean && mean <= high);
});
