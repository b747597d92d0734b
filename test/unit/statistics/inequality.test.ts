import assert from "node:assert/strict";
import { test } from "node:test";
import { inequality } from "../../../src/statistics/inequality";
import { normal95 } from "../../../src/statistics/interval";
import { seeded } from "../../../src/statistics/random";

const own = (count: number) => Uint32Array.from({ length: count }, (_, at) => at);

test("four units with 0, 0, 1, and 3", () => {
  const { units, zeros, total, gini, hhi, tops } = inequality(Float64Array.of(3, 0, 1, 0), own(4), [1, 2, 9]);
  assert.deepEqual([units, zeros, total], [4, 2, 4]);
  // Σ |yᵢ - yⱼ| over both orders is 2 · (2 · 1 + 2 · 3 + 2) = 20, and 2 n Y is 32.
  assert.equal(gini?.ratio, 20 / 32);
  assert.equal(hhi?.ratio, 1 / 16 + 9 / 16);
  assert.deepEqual(
    tops.map(top => top?.ratio ?? null),
    [3 / 4, 1, null],
  );
});

test("equal values are not concentrated, and nothing is not 0", () => {
  const equal = inequality(new Float64Array(5).fill(7), own(5), [1]);
  assert.deepEqual(
    [equal.gini?.ratio.toFixed(12), equal.hhi?.ratio.toFixed(12)],
    ["0.000000000000", "0.200000000000"],
  );
  assert.equal(equal.tops[0]?.ratio, 1 / 5);
  const none = inequality(new Float64Array(3), own(3), [1]);
  assert.deepEqual([none.units, none.zeros, none.gini, none.hhi, none.tops], [3, 3, null, null, [null]]);
  assert.equal(inequality(new Float64Array(), own(0), [1]).gini, null);
  const one = inequality(Float64Array.of(2, 3), Uint32Array.of(4, 4), []).gini;
  assert.deepEqual([one?.low, one?.high], [null, null], "one cluster has no interval");
});

/** The figures of units with weights, by their definitions; the top share is that of the same share of the units. */
function weighted(values: readonly number[], weights: readonly number[], count: number) {
  const units = values.map((value, at) => ({ value, weight: weights[at] ?? 0 }));
  const n = units.reduce((sum, { weight }) => sum + weight, 0);
  const y = units.reduce((sum, { value, weight }) => sum + value * weight, 0);
  let [differences, squares] = [0, 0];
  for (const one of units) {
    squares += one.weight * (one.value / y) ** 2;
    for (const other of units) differences += one.weight * other.weight * Math.abs(one.value - other.value);
  }
  let [left, top] = [(count / values.length) * n, 0];
  for (const { value, weight } of [...units].sort((one, other) => other.value - one.value)) {
    const taken = Math.min(left, weight);
    top += taken * value;
    left -= taken;
  }
  // The number of units is given, so that HHI must not change with it.
  return { gini: differences / (2 * n * y), hhi: (n * squares) / values.length, top: top / y };
}

test("the intervals are those of numeric derivatives by the weights, summed over clusters", () => {
  const random = seeded(3);
  const values = Array.from({ length: 60 }, () => (random.below(3) === 0 ? 0 : 1_000 * random.next() ** 6));
  const clusters = Uint32Array.from(values, () => 2 * random.below(12));
  const found = inequality(Float64Array.from(values), clusters, [5]);
  const fifth = [...values].sort((one, other) => other - one)[4] ?? 0;
  const step = 1e-5;
  const flat = values.map(() => 1);
  for (const name of ["gini", "hhi", "top"] as const) {
    const ours = name === "top" ? found.tops[0] : found[name];
    const sums = new Map<number, number>();
    values.forEach((value, at) => {
      // At the border, the derivative is that of a next unit that moves up: a top unit loses weight, another gains.
      const by = value >= fifth ? -step : step;
      const changed = flat.with(at, 1 + by);
      const slope = (weighted(values, changed, 5)[name] - weighted(values, flat, 5)[name]) / by;
      sums.set(clusters[at] ?? -1, (sums.get(clusters[at] ?? -1) ?? 0) + slope);
    });
    const squares = [...sums.values()].reduce((sum, one) => sum + one ** 2, 0);
    const half = normal95 * Math.sqrt((sums.size / (sums.size - 1)) * squares);
    assert.ok(Math.abs((ours?.ratio ?? 0) - weighted(values, flat, 5)[name]) < 1e-12, name);
    const low = (ours?.ratio ?? 0) - (ours?.low ?? 0);
    assert.ok(Math.abs(low - half) < 1e-3 * half, `${name} ${low} ${half}`);
  }
});

test("the interval of Gini contains the true value about as often as it says", () => {
  const random = seeded(5);
  // Exponential values have a Gini coefficient of 1/2.
  let hits = 0;
  for (let round = 0; round < 400; round++) {
    const values = Float64Array.from({ length: 200 }, () => -Math.log(1 - random.next()));
    const { gini } = inequality(values, own(200), []);
    if (gini !== null && (gini.low ?? 1) <= 0.5 && (gini.high ?? 0) >= 0.5) hits++;
  }
  assert.ok(hits / 400 > 0.91 && hits / 400 < 0.98, String(hits));
});
