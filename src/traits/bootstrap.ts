import type { Random } from "./random";

/** A mean with its 95 % intervals from resamples. */
export interface BootstrapMean {
  readonly mean: number;
  /** Percentiles 2.5 and 97.5 of the means of resampled values (Efron 1979), as if the values were independent. */
  readonly interval: readonly [low: number, high: number];
  /** The same with whole clusters resampled, and the number of clusters; null below two. */
  readonly clustered: {
    readonly interval: readonly [low: number, high: number];
    readonly clusters: number;
  } | null;
}

/** The mean of at least one value; `clusters` says to which cluster each belongs, null that they are of none. */
export function bootstrapMean(
  values: Float64Array,
  clusters: Uint32Array | null,
  resamples: number,
  random: Random,
): BootstrapMean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = new Float64Array(resamples);
  for (let at = 0; at < resamples; at++) {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw++) sum += values[random.below(values.length)] as number;
    means[at] = sum / values.length;
  }
  return {
    mean,
    interval: middle95(means),
    clustered: clusters === null ? null : byCluster(values, clusters, resamples, random),
  };
}

function byCluster(
  values: Float64Array,
  clusters: Uint32Array,
  resamples: number,
  random: Random,
): BootstrapMean["clustered"] {
  const numbers = new Map<number, number>();
  const sums: number[] = [];
  const counts: number[] = [];
  values.forEach((value, at) => {
    const cluster = clusters[at] as number;
    const number = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, number);
    sums[number] = (sums[number] ?? 0) + value;
    counts[number] = (counts[number] ?? 0) + 1;
  });
  const size = numbers.size;
  if (size < 2) return null;
  const means = new Float64Array(resamples);
  for (let at = 0; at < resamples; at++) {
    let [sum, count] = [0, 0];
    for (let draw = 0; draw < size; draw++) {
      const number = random.below(size);
      sum += sums[number] as number;
      count += counts[number] as number;
    }
    means[at] = sum / count;
  }
  return { interval: middle95(means), clusters: size };
}

/** Percentiles 2.5 and 97.5 with linear interpolation, as numpy's; the numbers are sorted in place. */
function middle95(numbers: Float64Array): readonly [low: number, high: number] {
  numbers.sort();
  const at = (share: number) => {
    const place = share * (numbers.length - 1);
    const below = Math.floor(place);
    const low = numbers[below] as number;
    return low + (place - below) * ((numbers[Math.min(below + 1, numbers.length - 1)] as number) - low);
  };
  return [at(0.025), at(0.975)];
}
