import assert from "node:assert/strict";
import { test } from "node:test";
import { rateOf } from "../../../src/statistics/rate";

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 5e-5, `${actual} is not ${expected}`);

test("distances of 0 and 1 have Wilson's interval, others the normal one", () => {
  const plain = rateOf([...Array(81).fill(1), ...Array(182).fill(0)]);
  assert.deepEqual([plain.edges, plain.changed], [263, 81]);
  near(plain.mean, 81 / 263);
  // Wilson's interval of 81 of 263, after Newcombe 1998 (Statistics in Medicine 17, table I, method 3).
  near(plain.low, 0.2553);
  near(plain.high, 0.3662);
  const lists = rateOf([...Array(50).fill(0), ...Array(50).fill(0.5)]);
  assert.deepEqual([lists.changed, lists.mean], [50, 0.25]);
  // s² = (12.5 − 100 · 0.25²) / 99, so half of the interval is 1.96 · √(s² / 100).
  near(lists.high - lists.mean, 1.959964 * Math.sqrt(6.25 / 99 / 100));
  assert.ok(Number.isNaN(rateOf([]).mean));
});
