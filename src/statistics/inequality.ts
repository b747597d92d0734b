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
export function inequality(values: Float64Array, clusters: Uint32Array, tops: readonly number[]): Inequality {
  let most = -1;
  for (let unit = 0; unit < clusters.length; unit++) if (clusters[unit]! > most) most = clusters[unit]!;
  return inequalityOfRanks(rankValues(values), clusters, most + 1, tops);
}

/** Values by their ranks: unit `n` has the value `distinct[ranks[n]]`. */
export interface RankedValues {
  /** In ascending order; no unit need have one of them. */
  readonly distinct: Float64Array;
  readonly ranks: Uint32Array;
}

/** The same for values whose ranks are known, so that those of parts need not be found again; clusters are below `clusterCount`. */
export function inequalityOfRanks(
  values: RankedValues,
  clusters: Uint32Array,
  clusterCount: number,
  tops: readonly number[],
): Inequality {
  const units = values.ranks.length;
  const found = countedValues(values);
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
  const differences = (y: number, at: number) => {
    const below = upTo[at + 1]!;
    return 2 * (below * y - sums[at + 1]!) + total - units * y;
  };
  const figures: Linearized[] = [
    {
      ratio: gini,
      derivative: (y, at) => (differences(y, at) - gini * total - gini * units * y) / (units * total),
    },
    { ratio: squares, derivative: y => (y / total) ** 2 - (2 * squares * y) / total + squares / units },
  ];
  for (const count of tops) {
    if (count > units) continue;
    const [below, next] = [sumOfLeast(found, units - count), valueAt(found, units - count - 1)];
    const share = (total - below) / total;
    figures.push({
      ratio: share,
      derivative: y => (Math.max(y - next, 0) + (next * count) / units - share * y) / total,
    });
  }
  const [giniInterval = null, hhi = null, ...shares] = intervalsOf(figures, clusters, found, clusterCount);
  let place = 0;
  const topIntervals = tops.map(count => (count > units ? null : (shares[place++] ?? null)));
  return { units, zeros, total, gini: giniInterval, hhi, tops: topIntervals };
}

/** How many units have one of the first 0, 1, 2, and so on of the distinct values, and the sums of these units' values. */
interface CountedValues extends RankedValues {
  readonly upTo: Float64Array;
  readonly sums: Float64Array;
}

function countedValues({ distinct, ranks }: RankedValues): CountedValues {
  const counts = new Uint32Array(distinct.length);
  for (let at = 0; at < ranks.length; at++) counts[ranks[at]!] = counts[ranks[at]!]! + 1;
  const [upTo, sums] = [new Float64Array(distinct.length + 1), new Float64Array(distinct.length + 1)];
  for (let at = 0; at < distinct.length; at++) {
    upTo[at + 1] = upTo[at]! + counts[at]!;
    sums[at + 1] = sums[at]! + counts[at]! * distinct[at]!;
  }
  return { distinct, ranks, upTo, sums };
}

/** Whole numbers below this have a place in a table; most numbers of downloads and children are among them. */
const tabled = 65_536;

/** Ranks values. Most units have one of a few, so that a figure's derivatives are computed for thousands instead of millions. */
export function rankValues(values: Float64Array): RankedValues {
  const [small, large] = [new Uint32Array(tabled), new Map<number, number>()];
  const first: number[] = [];
  const placeOf = new Uint32Array(values.length);
  const add = (value: number): number => first.push(value);
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    const whole = value & (tabled - 1);
    let place = 0;
    if (whole === value) {
      place = small[whole]!;
      if (place === 0) place = small[whole] = add(value);
    } else {
      place = large.get(value) ?? add(value);
      large.set(value, place);
    }
    placeOf[at] = place - 1;
  }
  const distinct = Float64Array.from(first).sort();
  const rankOf = new Uint32Array(first.length);
  const ranks = new Map(Array.from(distinct, (value, rank) => [value, rank] as const));
  for (let at = 0; at < first.length; at++) rankOf[at] = ranks.get(first[at]!) ?? 0;
  for (let at = 0; at < placeOf.length; at++) placeOf[at] = rankOf[placeOf[at]!]!;
  return { distinct, ranks: placeOf };
}

/** How many distinct values the first `count` units, from the least on, have in full. */
function placeAfter({ upTo }: CountedValues, count: number): number {
  let [low, high] = [0, upTo.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (upTo[middle]! <= count) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The sum of so many units with the least values. */
function sumOfLeast(found: CountedValues, count: number): number {
  const place = placeAfter(found, count);
  return found.sums[place]! + (count - found.upTo[place]!) * (found.distinct[place] ?? 0);
}

/** The value of a unit by its rank from 0; 0 for -1. */
function valueAt(found: CountedValues, rank: number): number {
  return rank < 0 ? 0 : (found.distinct[placeAfter(found, rank)] ?? 0);
}

/** A figure, and its derivative by the weight of a unit with a value, which has a place among the distinct ones. */
interface Linearized {
  readonly ratio: number;
  readonly derivative: (value: number, place: number) => number;
}

/** The intervals of the figures, whose derivatives are summed by cluster in one pass over the units. */
function intervalsOf(
  figures: readonly Linearized[],
  clusters: Uint32Array,
  { distinct, ranks }: RankedValues,
  clusterCount: number,
): readonly RatioInterval[] {
  const width = figures.length;
  // The derivatives of one value lie together, as do the sums of one cluster.
  const derivatives = new Float64Array(distinct.length * width);
  for (let rank = 0; rank < distinct.length; rank++)
    for (let at = 0; at < width; at++)
      derivatives[rank * width + at] = figures[at]!.derivative(distinct[rank]!, rank);
  // Most units have the least value, 0: these are counted, and only the others added one by one.
  const { least, places, others } = withOthers(clusters, ranks, clusterCount);
  const sums = new Float64Array(others * width);
  for (let unit = 0; unit < ranks.length; unit++) {
    if (ranks[unit] === 0) continue;
    const from = ranks[unit]! * width;
    const to = (places[clusters[unit]!]! - 1) * width;
    for (let at = 0; at < width; at++) sums[to + at] = sums[to + at]! + derivatives[from + at]!;
  }
  const squares = new Float64Array(width);
  let [count, alone] = [others, 0];
  for (let cluster = 0; cluster < clusterCount; cluster++) {
    const times = least[cluster]!;
    if (places[cluster] === 0) {
      if (times > 0) count++;
      alone += times * times;
      continue;
    }
    const from = (places[cluster]! - 1) * width;
    for (let at = 0; at < width; at++) {
      const sum = sums[from + at]! + times * derivatives[at]!;
      squares[at] = squares[at]! + sum * sum;
    }
  }
  return figures.map(({ ratio }, figure) => {
    if (count < 2) return { ratio, low: null, high: null };
    const all = squares[figure]! + alone * derivatives[figure]! ** 2;
    const half = normal95 * Math.sqrt((count / (count - 1)) * all);
    return { ratio, low: Math.max(0, ratio - half), high: Math.min(1, ratio + half) };
  });
}

/** How many units of each cluster have the least value, and places from 1 for the clusters that have others too. */
function withOthers(clusters: Uint32Array, ranks: Uint32Array, clusterCount: number) {
  const [least, places] = [new Float64Array(clusterCount), new Uint32Array(clusterCount)];
  let others = 0;
  for (let unit = 0; unit < ranks.length; unit++) {
    const cluster = clusters[unit]!;
    if (ranks[unit] === 0) least[cluster] = least[cluster]! + 1;
    else if (places[cluster] === 0) places[cluster] = ++others;
  }
  return { least, places, others };
}
