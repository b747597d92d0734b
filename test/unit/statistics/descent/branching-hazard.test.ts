import assert from "node:assert/strict";
import { test } from "node:test";
import { branchingByAge, firstChildren } from "../../../../src/statistics/descent/branching-hazard";

const day = 86_400_000;

test("the share that has branched is Kaplan and Meier's, with models censored at the snapshot", () => {
  // a has a child after 10 days, b after 50, c is observed for 20 days and d for 100, both without a child.
  const createdAt = Float64Array.from([0, 0, 80, 0, 10, 50, -5], days => days * day);
  const edges = {
    child: Uint32Array.of(4, 5, 6, 0),
    parent: Uint32Array.of(0, 1, 3, 0),
    relation: new Uint8Array(4),
  };
  const first = firstChildren(createdAt, edges, () => true);
  assert.deepEqual(
    [...first.slice(0, 4)].map(time => time / day),
    [10, 50, Infinity, Infinity],
  );
  const { models, branched, shares } = branchingByAge(
    createdAt,
    first,
    [0, 1, 2, 3],
    [9, 30, 60, 101],
    100 * day,
  );
  assert.deepEqual([models, branched], [4, 2]);
  // One of four at 10 days; c leaves at 20; one of two at 50.
  const expected = [0, 1 / 4, 1 - (3 / 4) * (1 / 2), null];
  shares.forEach((share, at) => {
    const wanted = expected[at] ?? null;
    assert.ok(share === wanted || Math.abs((share ?? 9) - (wanted ?? 0)) < 1e-12, `${share} at ${at}`);
  });
  assert.deepEqual(branchingByAge(createdAt, first, [], [30], 0).shares, [null]);
});
