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
  const units = values.length;
  const found = distinctValues(values);
  const { distinct, upTo, sums } = found;
  const zeros = distinct[0] === 0 ? upTo[1]! : 0;
  const total = sums.at(-1) ?? 0;
  if (total <= 0) return { units, zeros, total: 0, gini: null, hhi: null, tops: tops.map(() => null) };
  let [ranked, squares] = [0, 0];
  for (let at = 0; at < distinct.length; at++) {
    // The ranks of units with one value, from 1, add up to their number times the mean rank.
    const [before, here] = [upTo[at]!, upTo[at + 1]! - upTo[at]!];
    ranked += distinct[at]! * here * (before + (here + 1) / 2);
    squares += here * (distinct[at]! / total) ** 2;
  }
  const gini = (2 * ranked) / (units * total) - (units + 1) / units;
  const spread = new ClusterSpread(clusters, found);
  const differences = (y: number, at: number) => {
    const below = upTo[at + 1]!;
    return 2 * (below * y - sums[at + 1]!) + total - units * y;
  };
  return {
    units,
    zeros,
    total,
    gini: spread.interval(
      gini,
      (y, at) => (differences(y, at) - gini * total - gini * units * y) / (units * total),
    ),
    hhi: spread.interval(squares, y => (y / total) ** 2 - (2 * squares * y) / total + squares / units),
    tops: tops.map(count => {
      if (count > units) return null;
      const [below, next] = [sumOfLeast(found, units - count), valueAt(found, units - count - 1)];
      const share = (total - below) / total;
      return spread.interval(
        share,
        y => (Math.max(y - next, 0) + (next * count) / units - share * y) / total,
      );
    }),
  };
}

/** The distinct values in ascending order, and the place among them of each value. */
interface DistinctValues {
  readonly distinct: Float64Array;
  readonly placeOf: Uint32Array;
  /** How many units have one of the first 0, 1, 2, and so on of them, and the sums of these units' values. */
  readonly upTo: Float64Array;
  readonly sums: Float64Array;
}

/** Whole numbers below this have a place in a table; most numbers of downloads and children are among them. */
const tabled = 65_536;

/** Most units have one of a few values, so that a figure's derivatives are computed for thousands instead of millions. */
function distinctValues(values: Float64Array): DistinctValues {
  const [small, large] = [new Uint32Array(tabled), new Map<number, number>()];
  const first: number[] = [];
  const placeOf = new Uint32Array(values.length);
  const add = (value: number): number => first.push(value);
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    // A fraction has no place in the table: its index is not one.
    let place = value < tabled ? small[value] : undefined;
    if (place === 0) place = small[value] = add(value);
    else if (place === undefined) {
      place = large.get(value) ?? add(value);
      large.set(value, place);
    }
    placeOf[at] = place - 1;
  }
  const distinct = Float64Array.from(first).sort();
  const rankOf = new Uint32Array(first.length);
  const ranks = new Map(Array.from(distinct, (value, rank) => [value, rank] as const));
  for (let at = 0; at < first.length; at++) rankOf[at] = ranks.get(first[at]!) ?? 0;
  const counts = new Float64Array(distinct.length);
  for (let at = 0; at < placeOf.length; at++) {
    const rank = rankOf[placeOf[at]!]!;
    placeOf[at] = rank;
    counts[rank] = counts[rank]! + 1;
  }
  const [upTo, sums] = [new Float64Array(distinct.length + 1), new Float64Array(distinct.length + 1)];
  for (let at = 0; at < distinct.length; at++) {
    upTo[at + 1] = upTo[at]! + counts[at]!;
    sums[at + 1] = sums[at]! + counts[at]! * distinct[at]!;
  }
  return { distinct, placeOf, upTo, sums };
}

/** How many distinct values the first `count` units, from the least on, have in full. */
function placeAfter({ upTo }: DistinctValues, count: number): number {
  let [low, high] = [0, upTo.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (upTo[middle]! <= count) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The sum of so many units with the least values. */
function sumOfLeast(found: DistinctValues, count: number): number {
  const place = placeAfter(found, count);
  return found.sums[place]! + (count - found.upTo[place]!) * (found.distinct[place] ?? 0);
}

/** The value of a unit by its rank from 0; 0 for -1. */
function valueAt(found: DistinctValues, rank: number): number {
  return rank < 0 ? 0 : (found.distinct[placeAfter(found, rank)] ?? 0);
}

/** Sums derivatives by cluster. */
class ClusterSpread {
  readonly #clusters: ArrayLike<number>;
  readonly #values: DistinctValues;
  readonly #sums: Float64Array;
  readonly #count: number;

  constructor(clusters: ArrayLike<number>, values: DistinctValues) {
    const units = values.placeOf.length;
    let most = -1;
    for (let at = 0; at < units; at++) if (clusters[at]! > most) most = clusters[at]!;
    const isThere = new Uint8Array(most + 1);
    for (let at = 0; at < units; at++) isThere[clusters[at]!] = 1;
    this.#clusters = clusters;
    this.#values = values;
    this.#sums = new Float64Array(most + 1);
    let count = 0;
    for (let at = 0; at < isThere.length; at++) count += isThere[at]!;
    this.#count = count;
  }

  /** `derivative` has a value and its place among the distinct ones. */
  interval(ratio: number, derivative: (value: number, place: number) => number): RatioInterval {
    const [clusters, sums, count] = [this.#clusters, this.#sums.fill(0), this.#count];
    if (count < 2) return { ratio, low: null, high: null };
    const { distinct, placeOf } = this.#values;
    const derivatives = distinct.map(derivative);
    for (let at = 0; at < placeOf.length; at++) {
      const cluster = clusters[at]!;
      sums[cluster] = sums[cluster]! + derivatives[placeOf[at]!]!;
    }
    let squares = 0;
    for (let at = 0; at < sums.length; at++) squares += sums[at]! ** 2;
    const half = normal95 * Math.sqrt((count / (count - 1)) * squares);
    return { ratio, low: Math.max(0, ratio - half), high: Math.min(1, ratio + half) };
  }
}
