import assert from "node:assert/strict";
import { test } from "node:test";
import { bareModel, type Model } from "../../../../src/lineage/model";
import { breaksOf, mapFamily } from "../../../../src/lineage/tree/family-map";
import { growTree } from "../../../../src/lineage/tree/family-tree";

type Link = readonly [child: string, parent: string];

function treeOf(focus: string, links: readonly Link[], known: Readonly<Record<string, Partial<Model>>> = {}) {
  const ids = new Set([focus, ...links.flat()]);
  return growTree(
    {
      root: focus,
      models: [...ids].map(id => ({ ...bareModel(id), ...(Object.hasOwn(known, id) ? known[id] : {}) })),
      edges: links.map(([child, parent]) => ({ child, parent, relation: "finetune" })),
      missing: [],
      cycles: [],
      unchecked: [],
      oldestAt: null,
    },
    focus,
  );
}

const links: readonly Link[] = [
  ["a/focus", "a/root"],
  ["b/branch", "a/focus"],
  ["b/one", "b/branch"],
  ["b/two", "b/branch"],
  ["c/leaf", "a/focus"],
  ["c/other", "a/focus"],
];

test("a strip is as high as its model and all descendants, beside its parent and above the next", () => {
  const map = mapFamily(treeOf("a/focus", links), "models", () => 0);
  const ids = map.nodes.map(node => node.id);
  assert.deepEqual(ids, ["a/root", "a/focus", "b/branch", "b/one", "b/two", "c/leaf", "c/other"]);
  assert.deepEqual([...map.depth], [0, 1, 2, 3, 3, 2, 2]);
  const sixths = (numbers: Float64Array) => [...numbers].map(n => Math.round(n * 6));
  assert.deepEqual(sixths(map.height), [6, 6, 3, 1, 1, 1, 1]);
  assert.deepEqual(sixths(map.top), [0, 0, 0, 0, 1, 3, 4]);
  assert.deepEqual([...map.end], [7, 7, 5, 4, 5, 6, 7]);
  assert.equal(map.focus, 1);
  assert.deepEqual(map.columns, [1, 1, 3, 2]);
});

test("by downloads, a model without a number has no height, and is counted", () => {
  const known = { "b/one": { downloads: 30 }, "c/leaf": { downloads: 10 }, "c/other": { downloads: 0 } };
  const map = mapFamily(treeOf("a/focus", links, known), "downloads", () => 0);
  const heights = Object.fromEntries(map.nodes.map(({ id }, index) => [id, map.height[index]]));
  assert.deepEqual(heights, {
    "a/root": 1,
    "a/focus": 1,
    "b/branch": 0.75,
    "b/one": 0.75,
    "b/two": 0,
    "c/leaf": 0.25,
    "c/other": 0,
  });
  assert.equal(map.flat, 4);
});

test("single models of one group lie together, below the branches", () => {
  const tree = treeOf("a/focus", [
    ["x/1", "a/focus"],
    ["x/2", "a/focus"],
    ["x/3", "a/focus"],
    ["x/branch", "a/focus"],
    ["x/4", "x/branch"],
  ]);
  const map = mapFamily(tree, "models", node => (node.id === "x/2" ? 0 : 1));
  assert.deepEqual(
    map.nodes.map(node => node.id),
    ["a/focus", "x/branch", "x/4", "x/2", "x/1", "x/3"],
  );
});

test("a change of license is marked once, with the models that carry it on without interruption", () => {
  const license = (value: string | null) => ({ license: value });
  const tree = treeOf("a/focus", [...links, ["d/deep", "b/one"], ["d/back", "b/two"]], {
    "a/root": license("apache-2.0"),
    "a/focus": license("apache-2.0"),
    "b/branch": license("mit"),
    "b/one": license("mit"),
    "b/two": license(null),
    "d/back": license("mit"),
    "d/deep": license("gemma"),
    "c/leaf": license(null),
    "c/other": license("apache-2.0"),
  });
  const map = mapFamily(tree, "models", () => 0);
  const read = (node: { readonly model: Model | null }) => node.model?.license ?? null;
  assert.deepEqual(
    breaksOf(map, read).map(({ index, ...more }) => ({ id: map.nodes[index]?.id, ...more })),
    [
      { id: "b/branch", from: "apache-2.0", to: "mit", carried: 2 },
      { id: "d/deep", from: "mit", to: "gemma", carried: 1 },
    ],
  );
});

test("a chain of 10,000 models is laid out without recursion", () => {
  const chain = Array.from({ length: 10_000 }, (_, n): Link => [`c/${n + 1}`, `c/${n}`]);
  const map = mapFamily(treeOf("c/0", chain), "models", () => 0);
  assert.equal(map.nodes.length, 10_001);
  assert.equal(map.depth.at(-1), 10_000);
  assert.equal(map.end[0], 10_001);
});
