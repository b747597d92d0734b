import assert from "node:assert/strict";
import { test } from "node:test";
import { forwardWeight, searchOrder } from "../../../src/statistics/local-search";
import { bestOrdering } from "../../../src/statistics/ordering";
import { type Random, seeded } from "../../../src/statistics/random";

/** A random graph of net flows: each pair has a direction or none; few weights, so that optima tie. */
function randomGraph(n: number, density: number, heaviest: number, random: Random): Float64Array {
  const weights = new Float64Array(n * n);
  for (let u = 0; u < n; u++) {
    for (let v = 0; v < u; v++) {
      if (random.next() > density) continue;
      weights[random.below(2) === 0 ? u * n + v : v * n + u] = 1 + random.below(heaviest);
    }
  }
  return weights;
}

function* permutations(rest: readonly number[], begun: readonly number[] = []): Generator<readonly number[]> {
  if (rest.length === 0) yield begun;
  for (const next of rest) {
    yield* permutations(
      rest.filter(other => other !== next),
      [...begun, next],
    );
  }
}

/** The same answer by trying every order; they come in alphabetical order. */
function byTryingAll(n: number, weights: Float64Array) {
  let objective = -1;
  let optima: (readonly number[])[] = [];
  for (const order of permutations([...Array(n).keys()])) {
    const value = forwardWeight(order, weights);
    if (value > objective) [objective, optima] = [value, []];
    if (value === objective) optima.push(order);
  }
  const forced: [number, number][] = [];
  for (let u = 0; u < n; u++) {
    for (let v = 0; v < n; v++) {
      if (u !== v && optima.every(order => order.indexOf(u) < order.indexOf(v))) forced.push([u, v]);
    }
  }
  const before = (u: number, v: number) =>
    optima.filter(order => order.indexOf(u) < order.indexOf(v)).length / optima.length;
  return { found: { order: optima[0], objective, proven: true, optima: optima.length, forced }, before };
}

test("the best order, the optima, the forced pairs, and the support of pairs match brute force", () => {
  const random = seeded(6);
  for (let round = 0; round < 120; round++) {
    const n = 1 + random.below(7);
    const graph = randomGraph(n, random.next(), 1 + random.below(3), random);
    const { support, ...found } = bestOrdering(n, graph);
    const all = byTryingAll(n, graph);
    assert.deepEqual(found, all.found, `round ${round}`);
    // A share of 499 drawn orders is within 4.5 standard errors of 0.0224.
    support?.forEach((share, pair) => {
      const [u, v] = [Math.floor(pair / n), pair % n];
      const near = u === v || Math.abs(share - all.before(u, v)) <= (found.optima === 1 ? 0 : 0.1);
      assert.ok(near, `round ${round}: ${u} before ${v}: ${share}`);
    });
    assert.equal(support?.length, n * n);
  }
});

test("twenty values that all lie on common cycles are ordered exactly, and local search agrees", () => {
  for (const seed of [1, 2, 3]) {
    const random = seeded(seed);
    const graph = randomGraph(20, 1, 1, random);
    const { objective, proven, order, optima, forced } = bestOrdering(20, graph);
    assert.ok(proven);
    assert.equal(forwardWeight(order, graph), objective);
    assert.equal(searchOrder(20, graph, random, 40).objective, objective);
    assert.ok(optima !== null && optima >= 1);
    const place = new Map(order.map((value, at) => [value, at]));
    assert.ok(forced?.every(([u, v]) => (place.get(u) ?? 0) < (place.get(v) ?? 0)));
  }
});

test("twenty values without a direction have 20! orders: too many for an exact count, and none is forced", () => {
  const { order, objective, optima, forced } = bestOrdering(20, new Float64Array(400));
  assert.deepEqual(order, [...Array(20).keys()]);
  assert.deepEqual([objective, optima, forced], [0, null, []]);
});

test("thirty values: proven if the cycles are small, and reported as unproven if not", () => {
  const random = seeded(9);
  const chain = new Float64Array(900);
  for (let u = 0; u < 30; u++) for (let v = 0; v < u; v++) chain[u * 30 + v] = 1 + random.below(9);
  const sorted = bestOrdering(30, chain);
  assert.deepEqual(sorted.order, [...Array(30).keys()].reverse());
  assert.ok(sorted.proven);
  assert.equal(
    sorted.objective,
    chain.reduce((sum, weight) => sum + weight),
  );

  const tangled = randomGraph(30, 1, 5, random);
  const found = bestOrdering(30, tangled);
  assert.equal(found.proven, false);
  assert.equal(found.optima, null);
  assert.equal(found.forced, null);
  assert.equal(new Set(found.order).size, 30);
  assert.equal(forwardWeight(found.order, tangled), found.objective);
});

test("a seed repeats its numbers, another seed gives others, and they are spread evenly", () => {
  const draw = (seed: number) => {
    const random = seeded(seed);
    return Array.from({ length: 10_000 }, () => random.below(10));
  };
  assert.deepEqual(draw(5), draw(5));
  assert.notDeepEqual(draw(5).slice(0, 20), draw(6).slice(0, 20));
  assert.notDeepEqual(draw(2 ** 32 + 5).slice(0, 20), draw(5).slice(0, 20));
  const counts = new Array(10).fill(0);
  for (const digit of draw(5)) counts[digit]++;
  // Chi-square with 9 degrees of freedom: 27.9 is exceeded by one seed in a thousand.
  const chi = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  assert.ok(chi < 27.9, `chi-square ${chi}`);
});
