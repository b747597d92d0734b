import { normal95 } from "./interval";
import type { RatioInterval } from "./ratio-interval";

/** How unequally a sum is spread over units; each figure is null if the sum is 0. */
export interface Inequality {
  readonly units: number;
  /** Units that have nothing. */
  readonly zeros: number;
  readonly total: number;
  readonly gini: RatioInterval | null;
  /** The Herfindahl-Hirschman index: the sum of the squared shares, from 1 / units to 1. */
  readonly hhi: RatioInterval | null;
  /** The shares of the greatest units, in the order of `tops`; null also if there are fewer units. */
  readonly tops: readonly (RatioInterval | null)[];
}

/**
 * The Gini coefficient G = Σᵢ Σⱼ |yᵢ - yⱼ| / (2 n Y), the Herfindahl-Hirschman index, and the shares of the greatest units,
 * of values yᵢ ≥ 0 of n units with the sum Y. `clusters` gives the cluster of each unit, from 0; `tops` how many units are
 * the greatest.
 *
 * The 95% intervals treat each cluster as one draw and are linearized: s² = c / (c - 1) · Σ (Σ z)² over the c clusters, with
 * the derivative z of a figure by the weight of a unit. For Gini, z = (Σⱼ |y - yⱼ| - G Y - G n y) / (n Y) (Deville 1999;
 * Langel and Tillé 2013); for HHI = H, z = y² / Y² - 2 H y / Y + H / n; for the share T of the k greatest, whose
 * next value is q, z = (max(y - q, 0) + q k / n - T y) / Y, the derivative of the Lorenz curve. With values as unequal as
 * downloads, a few clusters make up most of s, and the intervals hold only roughly. Takes O(n log n).
 */
export function inequality(
  values: Float64Array,
  clusters: ArrayLike<number>,
  tops: readonly number[],
): Inequality {
  const sorted = values.slice().sort();
  const units = sorted.length;
  const sums = new Float64Array(units + 1);
  for (let at = 0; at < units; at++) sums[at + 1] = sums[at]! + sorted[at]!;
  const total = sums[units]!;
  const zeros = atMost(sorted, 0);
  if (total <= 0) return { units, zeros, total: 0, gini: null, hhi: null, tops: tops.map(() => null) };
  let [ranked, squares] = [0, 0];
  for (let at = zeros; at < units; at++) {
    ranked += (at + 1) * sorted[at]!;
    squares += (sorted[at]! / total) ** 2;
  }
  const gini = (2 * ranked) / (units * total) - (units + 1) / units;
  const spread = new ClusterSpread(clusters, units);
  const differences = (y: number) => {
    const below = y === 0 ? zeros : atMost(sorted, y);
    return 2 * (below * y - sums[below]!) + total - units * y;
  };
  return {
    units,
    zeros,
    total,
    gini: spread.interval(
      gini,
      values,
      y => (differences(y) - gini * total - gini * units * y) / (units * total),
    ),
    hhi: spread.interval(
      squares,
      values,
      y => (y / total) ** 2 - (2 * squares * y) / total + squares / units,
    ),
    tops: tops.map(count => {
      if (count > units) return null;
      const share = (total - sums[units - count]!) / total;
      const next = sorted[units - count - 1] ?? 0;
      return spread.interval(
        share,
        values,
        y => (Math.max(y - next, 0) + (next * count) / units - share * y) / total,
      );
    }),
  };
}

/** Sums derivatives by cluster. */
class ClusterSpread {
  readonly #clusters: ArrayLike<number>;
  readonly #sums: Float64Array;
  readonly #count: number;

  constructor(clusters: ArrayLike<number>, units: number) {
    let most = -1;
    for (let at = 0; at < units; at++) most = Math.max(most, clusters[at]!);
    const isThere = new Uint8Array(most + 1);
    for (let at = 0; at < units; at++) isThere[clusters[at]!] = 1;
    this.#clusters = clusters;
    this.#sums = new Float64Array(most + 1);
    this.#count = isThere.reduce((sum, one) => sum + one, 0);
  }

  interval(ratio: number, values: Float64Array, derivative: (value: number) => number): RatioInterval {
    const [clusters, sums, count] = [this.#clusters, this.#sums.fill(0), this.#count];
    if (count < 2) return { ratio, low: null, high: null };
    // Most values are 0.
    const ofZero = derivative(0);
    for (let at = 0; at < values.length; at++) {
      const cluster = clusters[at]!;
      const value = values[at]!;
      sums[cluster] = sums[cluster]! + (value === 0 ? ofZero : derivative(value));
    }
    const squares = sums.reduce((sum, one) => sum + one ** 2, 0);
    const half = normal95 * Math.sqrt((count / (count - 1)) * squares);
    return { ratio, low: Math.max(0, ratio - half), high: Math.min(1, ratio + half) };
  }
}

/** How many of the sorted numbers are at most `limit`. */
function atMost(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
