import assert from "node:assert/strict";
import { test } from "node:test";
import { normal95, shareInterval } from "../../../src/statistics/interval";
import { ratioInterval } from "../../../src/statistics/ratio-interval";

test("a ratio over three groups, by hand", () => {
  const found = ratioInterval([1, 0, 2], [2, 2, 4]);
  assert.equal(found?.ratio, 3 / 8);
  // Residuals 1 - 6/8, 0 - 6/8, 2 - 12/8; their squares are 4/64, 36/64, 16/64.
  const half = normal95 * Math.sqrt(((3 / 2) * (56 / 64)) / 64);
  assert.ok(Math.abs((found?.high ?? 0) - (3 / 8 + half)) < 1e-12);
  assert.ok(Math.abs((found?.low ?? 0) - (3 / 8 - half)) < 1e-12);
});

test("none and all of the groups are not certain", () => {
  assert.deepEqual(ratioInterval([0, 0, 0], [5, 5, 5]), { ratio: 0, low: 0, high: shareInterval(0, 3)[1] });
  assert.deepEqual(ratioInterval([5, 7, 0], [5, 7, 0]), { ratio: 1, low: shareInterval(2, 2)[0], high: 1 });
});

test("too few groups have no interval, and nothing has no ratio", () => {
  assert.deepEqual(ratioInterval([1, 0], [2, 0]), { ratio: 1 / 2, low: null, high: null });
  assert.equal(ratioInterval([], []), null);
  assert.equal(
    ratioInterval([0, 0], [3, 4], Number.POSITIVE_INFINITY)?.high,
    0,
    "a mean has no greatest value",
  );
});
