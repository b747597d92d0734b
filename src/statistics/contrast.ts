import { tailOf } from "./clustered";
import { quantile } from "./quantile";
import type { Random } from "./random";

/** Values of some cases, each in a cluster. */
export interface ClusteredValues {
  readonly values: Float64Array;
  readonly clusters: Uint32Array;
}

/** The difference of two means. */
export interface Contrast {
  readonly difference: number;
  /** The 95% interval with whole clusters resampled, and the two-sided p of no difference; null below two clusters. */
  readonly low: number | null;
  readonly high: number | null;
  readonly p: number | null;
  readonly clusters: number;
}

/**
 * The mean of one set of values minus that of another, where both lie in the same clusters. Whole clusters are drawn with
 * replacement, with the values of both sets, and the percentiles are widened for few clusters (Hesterberg 2015). p is twice
 * the lesser share of resamples on either side of 0, the observed one included. Null if a set is empty.
 */
export function contrastOf(
  one: ClusteredValues,
  other: ClusteredValues,
  resamples: number,
  random: Random,
): Contrast | null {
  if (one.values.length === 0 || other.values.length === 0) return null;
  const places = new Map<number, number>();
  for (const { clusters } of [one, other])
    for (const cluster of clusters) if (!places.has(cluster)) places.set(cluster, places.size);
  const count = places.size;
  const sumsOf = ({ values, clusters }: ClusteredValues) => {
    const [sums, cases] = [new Float64Array(count), new Float64Array(count)];
    for (let at = 0; at < values.length; at++) {
      const place = places.get(clusters[at]!) ?? 0;
      sums[place] = sums[place]! + values[at]!;
      cases[place] = cases[place]! + 1;
    }
    return { sums, cases };
  };
  const [first, second] = [sumsOf(one), sumsOf(other)];
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const difference = mean(one.values) - mean(other.values);
  if (count < 2) return { difference, low: null, high: null, p: null, clusters: count };
  const drawn: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    let [a, n, b, m] = [0, 0, 0, 0];
    for (let at = 0; at < count; at++) {
      const place = random.below(count);
      a += first.sums[place]!;
      n += first.cases[place]!;
      b += second.sums[place]!;
      m += second.cases[place]!;
    }
    // A draw without cases of either set tells nothing.
    if (n > 0 && m > 0) drawn.push(a / n - b / m);
  }
  if (drawn.length === 0) return { difference, low: null, high: null, p: null, clusters: count };
  const sorted = Float64Array.from(drawn).sort();
  const tail = tailOf(count);
  const [below, above] = [sorted.filter(each => each <= 0).length, sorted.filter(each => each >= 0).length];
  return {
    difference,
    low: quantile(sorted, tail),
    high: quantile(sorted, 1 - tail),
    p: Math.min(1, (2 * (Math.min(below, above) + 1)) / (sorted.length + 1)),
    clusters: count,
  };
}
