import assert from "node:assert/strict";
import { test } from "node:test";
import { count, listed, nounFor } from "../../../src/lineage/in-words";

test("only 1 takes the singular, and thousands are grouped", () => {
  assert.equal(count(0, "error"), "0 errors");
  assert.equal(count(1, "error"), "1 error");
  assert.equal(count(4_812, "child", "children"), "4,812 children");
  assert.equal(`2.5 K ${nounFor(2_500, "download")}`, "2.5 K downloads");
  assert.equal(nounFor(1, "analysis", "analyses"), "analysis");
});

test("three or more entries get a serial comma, and entries beyond the limit are counted", () => {
  assert.equal(listed([]), "");
  assert.equal(listed(["a"]), "a");
  assert.equal(listed(["a", "b"]), "a and b");
  assert.equal(listed(["a", "b", "c"], 3, "or"), "a, b, or c");
  assert.equal(listed(["a", "b", "c", "d"], 3), "a, b, c, and d");
  assert.equal(listed(["a", "b", "c", "d", "e"], 3), "a, b, c, and 2 more");
  assert.equal(listed(["a", "b", "c"], 1), "a and 2 more");
});
