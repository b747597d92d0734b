import assert from "node:assert/strict";
import { test } from "node:test";
import { quantile, sortedNumbers } from "../../../src/statistics/quantile";
import { ratioInterval } from "../../../src/statistics/ratio-interval";
import { trend } from "../../../src/statistics/trend";

const close = (found: number | null | undefined, wanted: number) =>
  assert.ok(Math.abs((found ?? Number.NaN) - wanted) < 1e-12, `${found} is not ${wanted}`);

test("a trend is that of SciPy 1.17: theilslopes(y, t, alpha=0.95) and kendalltau(t, y)", () => {
  const times = [1, 2, 4, 5, 7, 8, 9, 12, 13, 15];
  const values = [3.1, 2.9, 4.2, 4.1, 5.7, 5.0, 6.6, 6.1, 8.3, 7.9];
  const found = trend(times, values);
  assert.equal(found?.points, 10);
  close(found?.slope, 0.38461538461538464);
  close(found?.low, 0.2727272727272727);
  close(found?.high, 0.49090909090909096);
  close(found?.tau, 0.7777777777777777);
});

test("ties count for neither side in tau-a, and below four points there is no trend", () => {
  // Of 15 pairs, 3 rise, 11 fall, and 1 is a tie; the median of the 15 slopes is -0.6.
  const found = trend([1, 2, 3, 4, 5, 6], [5, 5, 4, 6, 3, 2]);
  close(found?.tau, -8 / 15);
  close(found?.slope, -0.6);
  assert.equal(trend([1, 2, 3], [1, 2, 3]), null);
  assert.equal(trend([], []), null);
});

test("a ratio has the interval of Cochran's formula, as computed in NumPy 2.4", () => {
  const share = ratioInterval([3, 0, 10, 4, 1], [5, 7, 12, 4, 9]);
  close(share?.ratio, 18 / 37);
  close(share?.low, 0.08974826138174596);
  close(share?.high, 0.8832247115912271);
  const mean = ratioInterval([120, 30, 7], [10, 2, 4], Number.POSITIVE_INFINITY);
  close(mean?.ratio, 9.8125);
  close(mean?.low, 3.7623907091649267);
  close(mean?.high, 15.862609290835074);
});

test("a ratio stays between 0 and its limit; one group has no interval, and nothing has no ratio", () => {
  assert.equal(ratioInterval([0, 5], [5, 5])?.low, 0);
  assert.equal(ratioInterval([5, 0], [5, 5])?.high, 1);
  // A group with nothing is no draw.
  assert.deepEqual(ratioInterval([2, 0, 0], [4, 0, 0]), { ratio: 0.5, low: null, high: null });
  assert.equal(ratioInterval([0, 0], [0, 0]), null);
  assert.equal(ratioInterval([], []), null);
});

test("quantiles are NumPy's by default, of numbers in order without NaN", () => {
  const sorted = sortedNumbers([1, 2, Number.NaN, 4, 8, 16, 32.5, -3, Number.NaN]);
  assert.deepEqual([...sorted], [-3, 1, 2, 4, 8, 16, 32.5]);
  for (const [share, wanted] of [
    [0, -3],
    [0.1, -0.6],
    [0.25, 1.5],
    [0.5, 4],
    [0.9, 22.6],
    [1, 32.5],
  ] as const)
    close(quantile(sorted, share), wanted);
  assert.ok(Number.isNaN(quantile([], 0.5)));
  assert.equal(quantile([7], 0.3), 7);
  assert.deepEqual([...sortedNumbers([Number.NaN])], []);
});
