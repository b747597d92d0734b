import { tailOf } from "./clustered";
import { quantile } from "./quantile";
import type { Random } from "./random";

/** A mean with its 95% intervals from resamples. */
export interface BootstrapMean {
  readonly mean: number;
  /** Percentiles 2.5 and 97.5 of the means of resampled values (Efron 1979), as if the values were independent. */
  readonly interval: readonly [low: number, high: number];
  /**
   * The same with entire clusters resampled, its percentiles widened for few clusters (Hesterberg 2015), and the number
   * of clusters; null below two.
   */
  readonly clustered: {
    readonly interval: readonly [low: number, high: number];
    readonly clusters: number;
  } | null;
}

/**
 * The means of several nonempty columns over the same cases, which are resampled once for all of them; `clusters` maps
 * each case to its cluster, null means no clusters.
 */
export function bootstrapMeans(
  columns: readonly Float64Array[],
  clusters: Uint32Array | null,
  resamples: number,
  random: Random,
): readonly BootstrapMean[] {
  const cases = columns[0]?.length ?? 0;
  const one = new Float64Array(cases).fill(1);
  const intervals = resampled(columns, one, resamples, random, 0.025);
  const clustered = clusters === null ? null : byCluster(columns, clusters, resamples, random);
  return columns.map((values, at) => ({
    mean: values.reduce((sum, value) => sum + value, 0) / cases,
    interval: intervals[at] as Interval,
    clustered: clustered && { interval: clustered.intervals[at] as Interval, clusters: clustered.clusters },
  }));
}

type Interval = readonly [low: number, high: number];

/** The intervals of each column's sum divided by the sum of the weights. */
function resampled(
  columns: readonly Float64Array[],
  weights: Float64Array,
  resamples: number,
  random: Random,
  tail: number,
): readonly Interval[] {
  const means = columns.map(() => new Float64Array(resamples));
  const drawn = new Uint32Array(weights.length);
  for (let at = 0; at < resamples; at++) {
    for (let draw = 0; draw < drawn.length; draw++) drawn[draw] = random.below(drawn.length);
    const weight = sumOf(weights, drawn);
    columns.forEach((values, column) => {
      (means[column] as Float64Array)[at] = sumOf(values, drawn) / weight;
    });
  }
  return means.map(numbers => middle(numbers, tail));
}

function sumOf(values: Float64Array, drawn: Uint32Array): number {
  let sum = 0;
  for (let draw = 0; draw < drawn.length; draw++) sum += values[drawn[draw]!]!;
  return sum;
}

/** Null below two clusters. */
function byCluster(
  columns: readonly Float64Array[],
  clusters: Uint32Array,
  resamples: number,
  random: Random,
): { readonly intervals: readonly Interval[]; readonly clusters: number } | null {
  const numbers = new Map<number, number>();
  const numberOf = Uint32Array.from(clusters, cluster => {
    const number = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, number);
    return number;
  });
  if (numbers.size < 2) return null;
  const added = (values: Float64Array) => {
    const sums = new Float64Array(numbers.size);
    values.forEach((value, at) => {
      const number = numberOf[at]!;
      sums[number] = sums[number]! + value;
    });
    return sums;
  };
  const counts = added(new Float64Array(clusters.length).fill(1));
  const intervals = resampled(columns.map(added), counts, resamples, random, tailOf(numbers.size));
  return { intervals, clusters: numbers.size };
}

/** What lies between two equal tails, with linear interpolation, as in NumPy; the numbers are sorted in place. */
function middle(numbers: Float64Array, tail: number): Interval {
  numbers.sort();
  return [quantile(numbers, tail), quantile(numbers, 1 - tail)];
}
