import assert from "node:assert/strict";
import { test } from "node:test";
import type { Model } from "../../../../src/lineage/model";
import { filterFamily, noFilter } from "../../../../src/lineage/tree/family-filter";
import { growTree, licenseChange, pathToRoot } from "../../../../src/lineage/tree/family-tree";
import {
  chooseDepth,
  closeModel,
  fold,
  groupLimit,
  modelKey,
  type OpenState,
  openModel,
  openStub,
  revealModel,
  startState,
  type Visible,
  type VisibleStub,
} from "../../../../src/lineage/tree/folding";
import { type Horizontal, type Layout, layOut } from "../../../../src/lineage/tree/layout";
import { familyOf, type Link, largeFamily } from "../../../webview/family/written-families";

const read = (model: Model) => model.license;
const looking = { read, shown: null };
const width = (item: Visible) => 80 + item.key.length * 3;

function options(horizontal: Horizontal = "generation") {
  return { row: 26, gap: 60, width, room: Number.POSITIVE_INFINITY, horizontal, read };
}

function draw(
  family: ReturnType<typeof familyOf>,
  state: OpenState = startState,
  horizontal: Horizontal = "generation",
): Layout {
  const tree = growTree(family, family.root);
  return layOut(tree, fold(tree, state, looking), options(horizontal));
}

function models(layout: Layout): string[] {
  return layout.nodes.flatMap(({ item }) => (item.kind === "model" ? [item.node.id] : []));
}

function stubs(layout: Layout): VisibleStub[] {
  return layout.nodes.flatMap(({ item }) => (item.kind === "stub" ? [item] : []));
}

function columnOf(layout: Layout, id: string): number | undefined {
  return layout.byKey.get(modelKey(id))?.column;
}

function assertNoOverlap(layout: Layout): void {
  for (const [at, column] of layout.columns.entries()) {
    const nodes = layout.nodes.slice(column.from, column.to);
    for (const [index, node] of nodes.entries()) {
      const above = nodes[index - 1];
      assert.ok(!above || node.y - above.y >= 20, `${node.item.key} lies over ${above?.item.key}`);
    }
    const next = layout.columns[at + 1];
    assert.ok(!next || column.x + column.width <= next.x, `column ${column.column} reaches into the next`);
  }
}

const star = (n: number, relation: Link[1] = "quantized"): Link[] =>
  Array.from({ length: n }, (_, i): Link => [`c/${String(i).padStart(5, "0")}`, relation, "r/root"]);

test("ancestors are on the left, descendants on the right, with only one level of each at first", () => {
  const family = familyOf("a/focus", [
    ["a/focus", "finetune", "a/parent"],
    ["a/parent", "finetune", "a/root"],
    ["a/child", "adapter", "a/focus"],
    ["a/grandchild", "quantized", "a/child"],
  ]);
  const first = draw(family);
  assert.deepEqual(models(first), ["a/parent", "a/focus", "a/child"]);
  const all = draw(family, { ...startState, depth: "all" });
  assert.deepEqual(models(all), ["a/root", "a/parent", "a/focus", "a/child", "a/grandchild"]);
  assert.deepEqual(
    all.nodes.map(node => node.column),
    [-2, -1, 0, 1, 2],
  );
  assertNoOverlap(all);
  for (const { toward, x, column } of all.nodes)
    if (toward) assert.ok(column < 0 ? x < toward.x : x > toward.x, "a child stands left of its parent");
});

test("a merge is one node with cross-links from its other parents, not a copy for each", () => {
  const family = familyOf("a/root", [
    ["a/left", "finetune", "a/root"],
    ["a/right", "finetune", "a/root"],
    ["a/merge", "merge", "a/left"],
    ["a/merge", "merge", "a/right"],
  ]);
  const layout = draw(family, { ...startState, depth: "all" });
  assert.equal(models(layout).filter(id => id === "a/merge").length, 1);
  assert.equal(layout.byKey.get(modelKey("a/merge"))?.joined, true);
  assert.deepEqual(
    layout.crosses.map(({ to, relation }) => `${to.item.key} ${relation}`),
    ["model a/merge merge"],
  );
});

test("a cycle through the focus is drawn once, on the side of the ancestors, and closes with a cross-link", () => {
  const family = familyOf(
    "a/one",
    [
      ["a/one", "finetune", "a/two"],
      ["a/two", "finetune", "a/three"],
      ["a/three", "finetune", "a/one"],
      ["a/other", "finetune", "a/three"],
    ],
    { cycles: [["a/one", "a/two", "a/three"]] },
  );
  const layout = draw(family, { ...startState, depth: "all" });
  assert.deepEqual(models(layout).sort(), ["a/one", "a/other", "a/three", "a/two"]);
  assert.equal(columnOf(layout, "a/two"), -1);
  assert.equal(columnOf(layout, "a/three"), -2);
  assert.ok(layout.crosses.some(({ from, to }) => from.column === 0 && to.column === -2));
  const other = growTree(family, "a/one").nodes.get("a/other");
  assert.equal(
    other?.joined,
    false,
    "a/other descends from the focus only by way of the cycle, so no line joins them",
  );
});

test("a model that names itself, and parents that are missing, break nothing", () => {
  const family = familyOf(
    "a/self",
    [
      ["a/self", "finetune", "a/self"],
      ["a/self", "finetune", "gone/parent"],
      ["a/child", "merge", "a/self"],
      ["a/child", "merge", "gone/other"],
    ],
    { missing: ["gone/parent", "gone/other"], cycles: [["a/self"]] },
  );
  const layout = draw(family);
  assert.deepEqual(models(layout), ["gone/parent", "a/self", "a/child"]);
  const node = layout.byKey.get(modelKey("gone/parent"))?.item;
  assert.equal(node?.kind === "model" && node.node.model, null);
});

test("a missing focus still has its place", () => {
  const layout = draw(
    familyOf("gone/focus", [["a/child", "finetune", "gone/focus"]], { missing: ["gone/focus"] }),
  );
  assert.deepEqual(models(layout), ["gone/focus", "a/child"]);
});

test(`a group of ${groupLimit} is drawn completely, a larger one folds into a stub that unfolds completely`, () => {
  assert.equal(stubs(draw(familyOf("r/root", star(groupLimit)))).length, 0);
  const family = familyOf("r/root", star(212));
  const [stub] = stubs(draw(family));
  assert.ok(stub, "212 quantized models must fold");
  assert.equal(stub.hidden + stub.drawn, 212);
  assert.equal(stub.members.length, stub.hidden);
  assert.equal(stub.relation, "quantized");
  const opened = draw(family, openStub(startState, stub));
  assert.equal(stubs(opened).length, 0);
  assert.equal(models(opened).length, 213);
});

test("a closed model says how many it hides, by relation", () => {
  const family = familyOf("a/root", [
    ["a/child", "finetune", "a/root"],
    ["a/one", "quantized", "a/child"],
    ["a/two", "quantized", "a/child"],
    ["a/three", "adapter", "a/child"],
  ]);
  const item = draw(family).byKey.get(modelKey("a/child"))?.item;
  assert.deepEqual(item?.kind === "model" && item.closed, { quantized: 2, adapter: 1 });
});

test("a filter keeps the matching models and the path to them, and counts nothing else", () => {
  const family = familyOf("a/root", [
    ["a/child", "finetune", "a/root"],
    ["a/wanted", "quantized", "a/child"],
    ["a/other", "quantized", "a/child"],
    ["b/leaf", "adapter", "a/root"],
  ]);
  const tree = growTree(family, "a/root");
  const filtered = filterFamily(tree, { ...noFilter, relations: ["quantized"] });
  assert.deepEqual([...(filtered?.matching ?? [])].sort(), ["a/other", "a/wanted"]);
  const folded = fold(tree, startState, { read, shown: filtered?.shown ?? null });
  assert.deepEqual(models(layOut(tree, folded, options())), ["a/root", "a/child"]);
  assert.equal(filterFamily(tree, noFilter), null);
});

test("by time, every model is at its day, and undated models are apart on the left", () => {
  const known = {
    "a/root": { createdAt: "2023-01-10T00:00:00.000Z" },
    "a/early": { createdAt: "2023-03-01T00:00:00.000Z" },
    "a/late": { createdAt: "2024-12-01T00:00:00.000Z" },
  };
  const links: Link[] = [
    ["a/late", "finetune", "a/root"],
    ["a/early", "finetune", "a/root"],
    ["a/undated", "finetune", "a/root"],
  ];
  const layout = draw(familyOf("a/root", links, { known }), startState, "time");
  const x = (id: string) => layout.byKey.get(modelKey(id))?.x ?? Number.NaN;
  assert.ok(x("a/undated") < x("a/root") && x("a/root") < x("a/early") && x("a/early") < x("a/late"));
  assert.deepEqual(
    layout.time?.ticks.map(tick => tick.name),
    ["2023-04", "2023-07", "2023-10", "2024", "2024-04", "2024-07", "2024-10"],
  );
  const rows = layout.nodes.filter(({ column }) => column === 1).map(({ y }) => y);
  assert.equal(new Set(rows).size, 3, "two models of one day would lie over each other");
});

test("columns that do not fit shrink, the widest first, and none below a readable width", () => {
  const family = familyOf("a/focus", [
    ["a/focus", "finetune", "a/a-parent-with-a-very-long-name-indeed"],
    ["a/child-whose-name-is-very-long-as-well", "adapter", "a/focus"],
  ]);
  const tree = growTree(family, "a/focus");
  const folded = fold(tree, startState, looking);
  const widths = (room: number) =>
    layOut(tree, folded, { ...options(), room }).columns.map(column => column.width);
  const free = widths(Number.POSITIVE_INFINITY);
  const [left = 0, middle = 0, right = 0] = widths(520);
  assert.equal(left + middle + right + 2 * 60, 520);
  assert.equal(middle, free[1], "the narrow column keeps its width");
  assert.deepEqual(
    widths(100).map(one => Math.min(one, 130)),
    [130, Math.min(130, middle), 130],
  );
});

test("the path from a model leads through the focus to the oldest ancestor", () => {
  const family = familyOf("a/focus", [
    ["a/focus", "finetune", "a/parent"],
    ["a/parent", "finetune", "a/root"],
    ["a/child", "adapter", "a/focus"],
  ]);
  const tree = growTree(family, "a/focus");
  const child = tree.nodes.get("a/child");
  assert.ok(child);
  assert.deepEqual(
    pathToRoot(tree, child).map(node => node.id),
    ["a/child", "a/focus", "a/parent", "a/root"],
  );
});

test("a folded group shows the most used and branching models, and says how many changed the license", () => {
  const known = {
    "r/root": { license: "gemma" },
    "c/00100": { downloads: 9000, license: "gemma" },
    "c/00007": { license: "mit" },
    "c/00008": { license: "gemma" },
  };
  const family = familyOf("r/root", [...star(120), ["g/kid", "finetune", "c/00050"]], { known });
  const layout = draw(family);
  assert.ok(models(layout).includes("c/00100"), "the most downloaded child is drawn");
  assert.ok(models(layout).includes("c/00050"), "the only child that branches is drawn");
  const hiddenMit = models(layout).includes("c/00007") ? 0 : 1;
  assert.equal(stubs(layout)[0]?.changes, hiddenMit);
});

test("closing hides what is attached to a model, opening shows it again, and changing the depth resets both", () => {
  const family = familyOf("a/root", [
    ["a/child", "finetune", "a/root"],
    ["a/grandchild", "finetune", "a/child"],
  ]);
  const opened = openModel(startState, "a/child");
  assert.deepEqual(models(draw(family, opened)), ["a/root", "a/child", "a/grandchild"]);
  const closed = closeModel(opened, "a/root");
  assert.deepEqual(models(draw(family, closed)), ["a/root"]);
  assert.deepEqual(models(draw(family, chooseDepth(closed, 2))), ["a/root", "a/child", "a/grandchild"]);
});

test("revealing a model opens everything that hides it, closed by hand or folded", () => {
  const links: Link[] = [...star(300), ["d/deep", "finetune", "c/00299"], ["d/deeper", "finetune", "d/deep"]];
  const family = familyOf("r/root", links);
  const tree = growTree(family, "r/root");
  const state = revealModel(closeModel(startState, "r/root"), tree, "d/deeper");
  assert.ok(models(draw(family, state)).includes("d/deeper"));
});

test("a license change is shown only if both licenses are known", () => {
  const known = { "a/p": { license: "gemma" }, "a/c": { license: "mit" }, "a/d": {} };
  const tree = growTree(
    familyOf(
      "a/p",
      [
        ["a/c", "finetune", "a/p"],
        ["a/d", "finetune", "a/p"],
      ],
      { known },
    ),
    "a/p",
  );
  assert.deepEqual(
    tree.edges.map(edge => licenseChange(tree, edge)),
    [{ from: "gemma", to: "mit" }, null],
  );
});

test("a chain of 1,000 and a merge of 53 parents keep their shape", () => {
  const chain = Array.from({ length: 1000 }, (_, i): Link => [`n/${i + 1}`, "finetune", `n/${i}`]);
  const tree = growTree(familyOf("n/0", chain), "n/0");
  assert.equal(tree.nodes.get("n/1000")?.level, 1000);
  const merge = familyOf(
    "m/merge",
    Array.from({ length: 53 }, (_, i): Link => ["m/merge", "merge", `p/${i}`]),
  );
  const [stub] = stubs(draw(merge));
  assert.equal(stub?.side, "left");
  assert.equal((stub?.hidden ?? 0) + (stub?.drawn ?? 0), 53);
});

test("a family of 30,000 draws few nodes at depth 1, and every model at depth all, none over another", () => {
  const family = largeFamily(30_000);
  const tree = growTree(family, family.root);
  assert.equal(tree.nodes.size, 30_000);
  const first = draw(family);
  assert.ok(first.nodes.length < 60, `${first.nodes.length} nodes at depth 1`);
  assertNoOverlap(first);
  const all = draw(family, { ...startState, depth: "all" });
  assert.equal(models(all).length, 30_000);
  assertNoOverlap(all);
});

test("labels of any width do not overlap with the next column", () => {
  const links: Link[] = [...star(8), ["d/one", "finetune", "c/00003"], ["r/root", "finetune", "up/parent"]];
  const family = familyOf("r/root", links);
  const tree = growTree(family, "r/root");
  const wide = { ...options(), width: (item: Visible) => (item.key.endsWith("3") ? 900 : 40) };
  assertNoOverlap(layOut(tree, fold(tree, { ...startState, depth: "all" }, looking), wide));
});
