import { normal95, shareInterval } from "./interval";
import { quantile } from "./quantile";
import type { Random } from "./random";

/** Sums over clusters: cluster `n` contributes `parts[n]` of `wholes[n]`, which is above 0. */
export interface ClusterSums {
  readonly parts: ArrayLike<number>;
  readonly wholes: ArrayLike<number>;
}

/** How much a few clusters weigh. */
export interface ClusterWeights {
  readonly clusters: number;
  /** Kish's effective number: the squared sum of the weights divided by the sum of their squares. */
  readonly effective: number;
  /** The heaviest cluster, its share of the weight, and the ratio without it; null if nothing is left. */
  readonly largest: number;
  readonly share: number;
  readonly without: number | null;
  /** The cluster that moves the ratio most, and the ratio without it; null if nothing is left. */
  readonly deciding: number;
  readonly withoutDeciding: number | null;
}

/** The weights of clusters that are not empty; null if there are none. */
export function clusterWeights({ parts, wholes }: ClusterSums): ClusterWeights | null {
  let [sum, squares, part, largest] = [0, 0, 0, 0];
  for (let at = 0; at < wholes.length; at++) {
    const weight = wholes[at]!;
    sum += weight;
    squares += weight * weight;
    part += parts[at]!;
    if (weight > wholes[largest]!) largest = at;
  }
  if (sum <= 0) return null;
  const without = (at: number) => {
    const rest = sum - wholes[at]!;
    return rest > 0 ? (part - parts[at]!) / rest : null;
  };
  let deciding = largest;
  let most = -1;
  for (let at = 0; at < wholes.length; at++) {
    const moved = Math.abs((without(at) ?? part / sum) - part / sum);
    if (moved > most) [most, deciding] = [moved, at];
  }
  return {
    clusters: wholes.length,
    effective: (sum * sum) / squares,
    largest,
    share: wholes[largest]! / sum,
    without: without(largest),
    deciding,
    withoutDeciding: without(deciding),
  };
}

/** The mean of the clusters' own ratios, each counted once. */
export function meanOfClusters({ parts, wholes }: ClusterSums): number | null {
  let sum = 0;
  for (let at = 0; at < wholes.length; at++) sum += parts[at]! / wholes[at]!;
  return wholes.length === 0 ? null : sum / wholes.length;
}

/** The heaviest clusters, which are drawn one by one; the sums of the others are nearly normal. */
const single = 64;

/**
 * The 95% interval of Σ parts / Σ wholes when whole clusters are drawn: percentiles of a Poisson bootstrap, in which each
 * cluster occurs as often as a Poisson number of mean 1 says (Hanley and MacGibbon 2006). The 64 heaviest clusters are
 * drawn one by one, the sums of the others from the normal distribution with their variances. The percentiles are widened
 * for few clusters (the expanded percentile interval, Hesterberg 2015). If every part is 0 or every part is its whole,
 * the draws have no spread: Wilson's interval with each cluster for one trial. Null below two clusters.
 */
export function clusteredInterval(
  sums: ClusterSums,
  random: Random,
  draws: number,
): readonly [low: number, high: number] | null {
  const { parts, wholes } = sums;
  const clusters = wholes.length;
  if (clusters < 2) return null;
  let [part, whole] = [0, 0];
  for (let at = 0; at < clusters; at++) {
    part += parts[at]!;
    whole += wholes[at]!;
  }
  if (part === 0) return [0, shareInterval(0, clusters)[1]];
  if (part === whole) return [shareInterval(clusters, clusters)[0], 1];
  if (draws < 1) return null;
  const heavy = heaviest(wholes);
  const rest = new Rest(sums, heavy);
  const ratios = new Float64Array(draws);
  const groups = equalOnes(sums, heavy);
  for (let draw = 0; draw < draws; draw++) {
    let [drawnPart, drawnWhole] = rest.draw(random);
    for (const group of groups) {
      const times = poisson(group, random);
      drawnPart += times * group.part;
      drawnWhole += times * group.whole;
    }
    // A draw without any cluster tells nothing.
    ratios[draw] = drawnWhole > 0 ? Math.min(1, Math.max(0, drawnPart / drawnWhole)) : part / whole;
  }
  ratios.sort();
  const tail = tailOf(clusters);
  return [quantile(ratios, tail), quantile(ratios, 1 - tail)];
}

function heaviest(wholes: ArrayLike<number>): readonly number[] {
  if (wholes.length <= single) return Array.from(wholes, (_, at) => at);
  const sorted = Float64Array.from(wholes).sort();
  const least = sorted[sorted.length - single]!;
  const found: number[] = [];
  for (let at = 0; at < wholes.length && found.length < single; at++) if (wholes[at]! > least) found.push(at);
  for (let at = 0; at < wholes.length && found.length < single; at++)
    if (wholes[at] === least) found.push(at);
  return found;
}

/** The sums over many light clusters, each occurring a Poisson number of times: nearly bivariate normal. */
class Rest {
  readonly #part: number;
  readonly #whole: number;
  readonly #deviation: number;
  /** What a whole says about its part, and how far parts are from that. */
  readonly #slope: number;
  readonly #residual: number;

  constructor({ parts, wholes }: ClusterSums, heavy: readonly number[]) {
    const left = new Set(heavy);
    let [part, whole, squares, products, partSquares] = [0, 0, 0, 0, 0];
    for (let at = 0; at < wholes.length; at++) {
      if (left.has(at)) continue;
      const [p, w] = [parts[at]!, wholes[at]!];
      part += p;
      whole += w;
      squares += w * w;
      products += w * p;
      partSquares += p * p;
    }
    [this.#part, this.#whole, this.#deviation] = [part, whole, Math.sqrt(squares)];
    this.#slope = squares === 0 ? 0 : products / squares;
    this.#residual = Math.sqrt(Math.max(0, partSquares - this.#slope * products));
  }

  draw(random: Random): [part: number, whole: number] {
    if (this.#deviation === 0) return [0, 0];
    const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
    const angle = 2 * Math.PI * random.next();
    const more = this.#deviation * radius * Math.cos(angle);
    const beside = this.#residual * radius * Math.sin(angle);
    return [this.#part + this.#slope * more + beside, this.#whole + more];
  }
}

/** Clusters with the same sums. Together they occur as often as a Poisson number says, whose mean is their number. */
interface EqualClusters {
  readonly part: number;
  readonly whole: number;
  /** The most frequent number of times, and the chances of at most so many times. */
  readonly mode: number;
  readonly chances: Float64Array;
}

function equalOnes({ parts, wholes }: ClusterSums, heavy: readonly number[]): readonly EqualClusters[] {
  const groups = new Map<string, number[]>();
  for (const at of heavy) {
    const key = `${parts[at]} ${wholes[at]}`;
    const known = groups.get(key);
    if (known) known.push(at);
    else groups.set(key, [at]);
  }
  return Array.from(groups.values(), places => {
    const [part, whole] = [parts[places[0]!]!, wholes[places[0]!]!];
    return { part, whole, mode: places.length, chances: atMost(places.length) };
  });
}

/** The chances that a Poisson number of the given mean, up to 64, is at most 0, 1, 2, and so on, as far as 32 bits can tell. */
function atMost(mean: number): Float64Array {
  const most = Math.ceil(mean + 8 * Math.sqrt(mean) + 12);
  const chances = new Float64Array(most + 1);
  let [chance, sum] = [Math.exp(-mean), 0];
  for (let times = 0; times <= most; times++) {
    sum += chance;
    chances[times] = sum;
    chance *= mean / (times + 1);
  }
  return chances;
}

/** How often a group occurs, by inversion from its mode. */
function poisson({ mode, chances }: EqualClusters, random: Random): number {
  const at = random.next();
  let times = mode;
  while (times > 0 && at < chances[times - 1]!) times--;
  while (times < chances.length - 1 && at >= chances[times]!) times++;
  return times;
}

/** The lower percentile for so many clusters: Φ(-√(n / (n - 1)) · t), with the 97.5% quantile t of n - 1 degrees. */
export function tailOf(clusters: number): number {
  const stretched = Math.sqrt(clusters / (clusters - 1)) * student95(clusters - 1);
  return normalBelow(-stretched);
}

/** The 97.5% quantile of Student's distribution: exact for 1 and 2 degrees, else Hill's expansion (1970). */
function student95(degrees: number): number {
  if (degrees === 1) return 12.7062;
  if (degrees === 2) return 4.30265;
  const z = normal95;
  const n = degrees;
  return (
    z +
    (z ** 3 + z) / (4 * n) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * n ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * n ** 3)
  );
}

/** The normal distribution below x, to seven digits (Abramowitz and Stegun, 26.2.17). */
function normalBelow(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x < 0 ? tail : 1 - tail;
}
