import assert from "node:assert/strict";
import { test } from "node:test";
import { growTree } from "../../../../src/lineage/tree/family-tree";
import { openModel, startState } from "../../../../src/lineage/tree/folding";
import { type FamilyRow, openRows, rowPage, showMore } from "../../../../src/lineage/tree/open-rows";
import { familyOf, type Link } from "../../../webview/family/written-families";

const all = { shown: null, first: null };

function lines(rows: readonly FamilyRow[]): string[] {
  return rows.map(
    row =>
      "  ".repeat(row.depth) + (row.kind === "model" ? row.node.id : `${row.hidden.length} of ${row.total}`),
  );
}

const children = (n: number): Link[] =>
  Array.from({ length: n }, (_, at): Link => [`c/${String(at).padStart(3, "0")}`, "finetune", "a/root"]);

test("ancestors stand above the focus, children below it, closed ones without theirs", () => {
  const links: Link[] = [
    ["b/focus", "finetune", "a/root"],
    ["c/child", "finetune", "b/focus"],
    ["d/deep", "finetune", "c/child"],
  ];
  const tree = growTree(familyOf("b/focus", links), "b/focus");
  assert.deepEqual(lines(openRows(tree, startState, all)), ["a/root", "  b/focus", "    c/child"]);
  const opened = openModel(startState, "c/child");
  assert.deepEqual(lines(openRows(tree, opened, all)).at(-1), "      d/deep");
  const only = new Set(["b/focus", "a/root"]);
  assert.deepEqual(lines(openRows(tree, opened, { shown: only, first: null })), ["a/root", "  b/focus"]);
});

test("siblings stand by downloads, the draft first, and those beyond a page in a row for more", () => {
  const known = { "c/250": { downloads: 9 }, "c/003": { downloads: 5 } };
  const tree = growTree(familyOf("a/root", children(251), { known }), "a/root");
  const rows = openRows(tree, startState, { shown: null, first: "c/007" });
  assert.deepEqual(lines(rows).slice(1, 5), ["  c/007", "  c/250", "  c/003", "  c/000"]);
  const more = rows.at(-1);
  assert.ok(more?.kind === "more" && rows.length === rowPage + 2);
  assert.deepEqual([more.hidden.length, more.total, more.place, more.siblings], [151, 251, 101, 101]);
  const next = openRows(tree, showMore(startState, more), all);
  assert.equal(lines(next).at(-1), "  51 of 251");
  assert.equal(openRows(tree, { ...startState, depth: "all" }, all).length, 252);
  const revealed = openRows(tree, { ...startState, reveal: "c/249" }, all);
  assert.ok(lines(revealed).includes("  c/249"));
});

test("of several parents, the one that the card names first stands above; many further ancestors fold", () => {
  const links = Array.from({ length: 12 }, (_, at): Link => ["m/merge", "merge", `p/${at}`]);
  const tree = growTree(familyOf("m/merge", links), "m/merge");
  const rows = openRows(tree, startState, all);
  assert.deepEqual(lines(rows), ["11 of 11", "p/0", "  m/merge"]);
  const [more] = rows;
  assert.ok(more?.kind === "more");
  const whole = openRows(tree, showMore(startState, more), all);
  assert.equal(whole.length, 13);
  assert.deepEqual(lines(whole).slice(-2), ["p/0", "  m/merge"]);
  assert.ok(whole[0]?.kind === "model" && whole[0].into?.id === "m/merge");
});

test("a chain of 20,000 models does not exhaust the stack", () => {
  const links = Array.from({ length: 20_000 }, (_, at): Link => [`x/${at + 1}`, "finetune", `x/${at}`]);
  const family = familyOf("x/10000", links);
  assert.equal(openRows(growTree(family, "x/10000"), { ...startState, depth: "all" }, all).length, 20_001);
});
