import assert from "node:assert/strict";
import { test } from "node:test";
import { contrastOf } from "../../../src/statistics/contrast";
import { type Random, seeded } from "../../../src/statistics/random";

const set = (values: readonly number[], clusters: readonly number[]) => ({
  values: Float64Array.from(values),
  clusters: Uint32Array.from(clusters),
});

test("a contrast is the difference of two means, and one cluster has no interval", () => {
  const found = contrastOf(set([1, 3], [7, 7]), set([1], [7]), 99, seeded(1));
  assert.deepEqual(found, { difference: 1, low: null, high: null, p: null, clusters: 1 });
  assert.equal(contrastOf(set([], []), set([1], [1]), 99, seeded(1)), null);
});

/** Families with a level of their own that both sets share, and a difference that is the same in all of them. */
function families(difference: number, random: Random) {
  const [one, other, clusters]: [number[], number[], number[]] = [[], [], []];
  for (let family = 0; family < 40; family++) {
    const level = random.next();
    for (let pair = 0; pair < 5; pair++) {
      one.push(level + difference + 0.2 * random.next());
      other.push(level + 0.2 * random.next());
      clusters.push(family);
    }
  }
  return [set(one, clusters), set(other, clusters)] as const;
}

test("what families share cancels out: a small difference is found, and none is seldom claimed", () => {
  const random = seeded(4);
  const [more, less] = families(0.05, random);
  const found = contrastOf(more, less, 399, random);
  assert.ok(found?.low != null && found.high !== null && found.p !== null);
  assert.ok(
    found.low > 0 && found.low < 0.05 && 0.05 < found.high && found.high < 0.1,
    JSON.stringify(found),
  );
  assert.equal(found.p, 2 / 400);
  let [covered, claimed] = [0, 0];
  for (let round = 0; round < 100; round++) {
    const { low, high, p } = contrastOf(...families(0, random), 199, random) ?? {};
    if (low != null && high != null && low <= 0 && 0 <= high) covered++;
    if (p != null && p <= 0.05) claimed++;
  }
  assert.ok(covered >= 90 && claimed <= 12, `${covered} ${claimed}`);
});
