import assert from "node:assert/strict";
import { test } from "node:test";
import { hypergeometric } from "../../../../src/statistics/nulls/hypergeometric";
import { holm, parentsTossed, totalsKept } from "../../../../src/statistics/nulls/order-nulls";
import { quickGain } from "../../../../src/statistics/nulls/quick-order";
import { bestOrdering } from "../../../../src/statistics/ordering";
import { seeded } from "../../../../src/statistics/random";

test("hypergeometric numbers have the mean and variance of their distribution, small and large", () => {
  for (const [all, red, drawn] of [
    [10, 4, 5],
    [40, 3, 20],
    [900, 300, 200],
    [50_000, 20_000, 10_000],
  ] as const) {
    const random = seeded(all);
    const numbers = Array.from({ length: 4_000 }, () => hypergeometric(all, red, drawn, random));
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length;
    const expected = (red * drawn) / all;
    const spread = (expected * (1 - red / all) * (all - drawn)) / (all - 1);
    assert.ok(Math.abs(mean - expected) < (4 * Math.sqrt(spread)) / Math.sqrt(4_000), `${all}: ${mean}`);
    assert.ok(Math.abs(variance / spread - 1) < 0.12, `${all}: ${variance}, ${spread}`);
    assert.ok(
      numbers.every(number => number >= Math.max(0, red + drawn - all) && number <= Math.min(red, drawn)),
    );
  }
  // Two red of four, two drawn: one red four times in six.
  const random = seeded(1);
  const ones = Array.from({ length: 6_000 }, () => hypergeometric(4, 2, 2, random)).filter(x => x === 1);
  assert.ok(Math.abs(ones.length - 4_000) < 120, String(ones.length));
});

test("the quick search is at most a little below the exact optimum", () => {
  const n = 11;
  const random = seeded(4);
  let [found, best] = [0, 0];
  for (let round = 0; round < 30; round++) {
    const [gains, weights] = [new Float64Array(n * n), new Float64Array(n * n)];
    for (let u = 0; u < n; u++) {
      for (let v = 0; v < u; v++) {
        const gain = random.below(2) === 0 ? 1 : -1;
        [gains[u * n + v], gains[v * n + u]] = [gain, -gain];
        weights[gain > 0 ? u * n + v : v * n + u] = 1;
      }
    }
    const pairs = (n * (n - 1)) / 2;
    found += (pairs + quickGain(gains, n, random, 3)) / 2;
    best += bestOrdering(n, weights).objective;
  }
  assert.ok(found <= best);
  assert.ok(found / best > 0.99, `${found} of ${best}`);
});

const observed = { directions: 1, transitions: 1 };
const draws = { seed: 1, draws: 499 };

test("if one parent makes all changes, tossing parents explains as much as is observed", () => {
  // 0 → 1 → 2 → 3, ten times each.
  const [n, chain] = [4, [1, 6, 11]];
  const counts = new Float64Array(n * n);
  for (const pair of chain) counts[pair] = 10;
  const net = [10, 10, 10];
  const single = parentsTossed({ n, counts }, { parents: [7, 7, 7], pairs: chain, net }, observed, draws);
  assert.deepEqual([single.directions?.mean, single.directions?.p, single.transitions?.p], [1, 1, 1]);
  // Thirty parents of one change each: half of the changes go back, and no order explains all of them.
  const parents = Array.from({ length: 30 }, (_, at) => at);
  const many = parentsTossed(
    { n, counts },
    { parents, pairs: parents.map(at => chain[at % 3] ?? 0), net: parents.map(() => 1) },
    observed,
    draws,
  );
  assert.ok((many.transitions?.mean ?? 1) < 0.75, String(many.transitions?.mean));
  assert.equal(many.transitions?.p, 1 / 500);
});

test("what sources and sinks alone explain is not beaten by an order that follows from them", () => {
  // Two values are only lost, and two only gained: every table with these totals goes from the former to the latter.
  const n = 4;
  const counts = new Float64Array(n * n);
  for (const pair of [2, 3, 6, 7]) counts[pair] = 20;
  const kept = totalsKept({ n, counts }, observed, draws);
  assert.deepEqual([kept.directions?.mean, kept.directions?.p], [1, 1]);
  // A circle of six: every value is lost and gained as often, and what replaces it says more.
  const ring = new Float64Array(36);
  for (let u = 0; u < 6; u++) ring[u * 6 + ((u + 1) % 6)] = 30;
  const circle = totalsKept({ n: 6, counts: ring }, { directions: 5 / 6, transitions: 5 / 6 }, draws);
  assert.ok((circle.transitions?.mean ?? 1) < 0.65, String(circle.transitions?.mean));
  assert.equal(circle.transitions?.p, 1 / 500);
  assert.equal(totalsKept({ n: 3, counts: new Float64Array(9) }, observed, draws).directions, null);
});

test("Holm's p is that of the textbook", () => {
  const adjusted = holm([0.01, 0.04, null, 0.03, 0.005]);
  assert.deepEqual(
    adjusted.map(p => p && Number(p.toFixed(6))),
    [0.03, 0.06, null, 0.06, 0.02],
  );
});

test("tossing parents that change alike together is tossing each of them", () => {
  // Of k parents with one change each, the best order of two values explains the greater side: 1/2 + E|2 B - k| / 2 k.
  const k = 75;
  let [chance, gap] = [0.5 ** k, 0];
  for (let heads = 0; heads <= k; heads++) {
    gap += chance * Math.abs(2 * heads - k);
    chance *= (k - heads) / (heads + 1);
  }
  const parents = Array.from({ length: k }, (_, at) => at);
  const drawn = parentsTossed(
    { n: 2, counts: Float64Array.of(0, k, 0, 0) },
    { parents, pairs: parents.map(() => 1), net: parents.map(at => (at % 3 === 0 ? -1 : 1)) },
    { directions: 1, transitions: 1 },
    { seed: 5, draws: 4_000 },
  ).transitions;
  assert.ok(drawn !== null && drawn.sd > 0);
  const error = 4 * (drawn.sd / Math.sqrt(4_000));
  assert.ok(Math.abs(drawn.mean - (0.5 + gap / (2 * k))) < error, `${drawn.mean}`);
});
