import assert from "node:assert/strict";
import { test } from "node:test";
import { growTree, licenseChange } from "../../../src/lineage/family-tree";
import {
  automaticLimit,
  chooseDepth,
  closeModel,
  drawnLimit,
  fold,
  groupLimit,
  modelKey,
  type OpenState,
  openModel,
  openStub,
  pageSize,
  revealModel,
  startState,
  type Visible,
  type VisibleStub,
} from "../../../src/lineage/folding";
import { type Layout, layOut } from "../../../src/lineage/layout";
import { familyOf, type Link, largeFamily } from "../../webview/families";

const sizes = { row: 26, gap: 60, width: (item: Visible) => 80 + item.key.length * 3 };

function draw(family: ReturnType<typeof familyOf>, state: OpenState = startState): Layout {
  const tree = growTree(family, family.root);
  return layOut(tree, fold(tree, state), sizes);
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
  for (const [index, a] of layout.nodes.entries()) {
    for (const b of layout.nodes.slice(index + 1)) {
      const apart = Math.abs(a.y - b.y) >= 20 || a.x + a.width <= b.x || b.x + b.width <= a.x;
      assert.ok(apart, `${a.item.key} at ${a.x},${a.y} and ${b.item.key} at ${b.x},${b.y} overlap`);
    }
  }
}

const star = (n: number, relation: Link[1] = "quantized"): Link[] =>
  Array.from({ length: n }, (_, i): Link => [`c/${String(i).padStart(5, "0")}`, relation, "r/root"]);

test("ancestors stand to the left, descendants to the right, and only one level of each at first", () => {
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
  for (const { from, to } of all.links)
    assert.ok(from.x + from.width < to.x, `${from.item.key} ends after ${to.item.key} begins`);
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
  const into = layout.links.filter(link => link.to.item.key === modelKey("a/merge"));
  assert.deepEqual(into.map(link => link.kind).sort(), ["cross", "tree"]);
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
  assert.ok(
    layout.links.some(({ from, to, kind }) => kind === "cross" && from.column === 0 && to.column === -2),
  );
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

test("a focus that is itself missing still has its place", () => {
  const layout = draw(
    familyOf("gone/focus", [["a/child", "finetune", "gone/focus"]], { missing: ["gone/focus"] }),
  );
  assert.deepEqual(models(layout), ["gone/focus", "a/child"]);
});

test(`a group of ${groupLimit} is drawn whole, a larger one folds into a stub that opens by pages`, () => {
  assert.equal(stubs(draw(familyOf("r/root", star(groupLimit)))).length, 0);
  const family = familyOf("r/root", star(212));
  const folded = draw(family);
  const [stub] = stubs(folded);
  assert.ok(stub, "212 quantized models must fold");
  assert.equal(stub.hidden + stub.drawn, 212);
  assert.equal(stub.relation, "quantized");
  const opened = draw(family, openStub(startState, stub));
  const [rest] = stubs(opened);
  assert.equal(rest?.hidden, 212 - pageSize);
  assert.equal(models(opened).length, pageSize + 1);
  const again = rest ? draw(family, openStub(openStub(startState, stub), rest)) : opened;
  assert.equal(models(again).length, 2 * pageSize + 1);
});

test("a folded group shows what is used most and what branches, and says how many left the license", () => {
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

test("closing hides what hangs on a model, opening shows it again, and depth starts anew", () => {
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

test("a license change is told only where both licenses are known", () => {
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

test("a family of 30,000 draws few nodes at every depth, none over another, and never more than the limit by hand", () => {
  const family = largeFamily(30_000);
  const tree = growTree(family, family.root);
  assert.equal(tree.nodes.size, 30_000);
  for (const depth of [1, 2, 3, "all"] as const) {
    const layout = draw(family, { ...startState, depth });
    assert.ok(layout.nodes.length <= automaticLimit, `${layout.nodes.length} nodes at depth ${depth}`);
    assertNoOverlap(layout);
  }
  const everything = { ...startState, opened: new Set(tree.nodes.keys()) };
  const folded = fold(tree, everything);
  assert.ok(folded.models <= drawnLimit, `${folded.models} models drawn`);
  assert.equal(folded.full, true, "what does not fit is said");
});

test("labels of any width do not overlap with the next column", () => {
  const links: Link[] = [...star(8), ["d/one", "finetune", "c/00003"], ["r/root", "finetune", "up/parent"]];
  const family = familyOf("r/root", links);
  const tree = growTree(family, "r/root");
  const wide = { ...sizes, width: (item: Visible) => (item.key.endsWith("3") ? 900 : 40) };
  assertNoOverlap(layOut(tree, fold(tree, { ...startState, depth: "all" }), wide));
});
