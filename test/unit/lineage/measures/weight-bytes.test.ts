import assert from "node:assert/strict";
import { test } from "node:test";
import { weightBytes } from "../../../../src/lineage/measures/weight-bytes";

const counts = (pairs: Readonly<Record<string, number>>) => new Map(Object.entries(pairs));

test("the size of weights is the number of elements of each type times the size of one", () => {
  assert.equal(weightBytes(counts({ BF16: 7_000_000_000 }), 7_000_000_000), 14_000_000_000);
  assert.equal(weightBytes(counts({ F32: 10, I32: 5, U8: 3, F4: 3 }), null), 65);
});

test("the size is unknown without counts, with an unknown type, or if the counts miss some elements", () => {
  assert.equal(weightBytes(counts({}), null), null);
  assert.equal(weightBytes(counts({ BF16: 10, miku: 1 }), 11), null);
  assert.equal(weightBytes(counts({ BF16: 10 }), 12), null);
});

test("counts beyond what a number holds exactly are no size", () => {
  assert.equal(weightBytes(counts({ BF16: Number.MAX_SAFE_INTEGER, F32: 2 }), null), null);
  assert.equal(weightBytes(counts({ F64: 2 ** 50 + 1, F4: 1 }), null), null);
  assert.equal(weightBytes(counts({ BF16: 1e308, F32: 1e308 }), null), null);
});
