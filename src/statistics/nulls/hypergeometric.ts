import { once } from "../../lineage/make-once";
import type { Random } from "../random";

/** A variance from which the normal distribution is taken instead, rounded: its third moments differ by little. */
const normalFrom = 25;

/**
 * How many of `drawn` balls are red if `red` of `all` are: hypergeometric, by inversion from its mode, and for large
 * variances by the normal distribution.
 */
export function hypergeometric(all: number, red: number, drawn: number, random: Random): number {
  const least = Math.max(0, red + drawn - all);
  const most = Math.min(red, drawn);
  if (least === most) return least;
  const mean = (red * drawn) / all;
  const variance = (mean * (1 - red / all) * (all - drawn)) / (all - 1);
  if (variance >= normalFrom) {
    const drawnNumber = Math.round(mean + Math.sqrt(variance) * normal(random));
    return Math.min(most, Math.max(least, drawnNumber));
  }
  return byInversion({ all, red, drawn, least, most }, random);
}

interface Urn {
  readonly all: number;
  readonly red: number;
  readonly drawn: number;
  readonly least: number;
  readonly most: number;
}

/** Takes the chances of the mode and of its neighbors, outward, from a random number until nothing is left of it. */
function byInversion({ all, red, drawn, least, most }: Urn, random: Random): number {
  const mode = Math.min(most, Math.max(least, Math.floor(((red + 1) * (drawn + 1)) / (all + 2))));
  const others = all - red - drawn;
  const chance = Math.exp(logChoose(red, mode) + logChoose(all - red, drawn - mode) - logChoose(all, drawn));
  let left = random.next() - chance;
  let [up, down, above, below] = [chance, chance, mode, mode];
  while (left > 0 && (above < most || below > least)) {
    if (above < most) {
      up *= ((red - above) * (drawn - above)) / ((above + 1) * (others + above + 1));
      above++;
      left -= up;
      if (left <= 0) return above;
    }
    if (below > least) {
      down *= (below * (others + below)) / ((red - below + 1) * (drawn - below + 1));
      below--;
      left -= down;
      if (left <= 0) return below;
    }
    if (up + down < negligible) break;
  }
  return mode;
}

const negligible = 1e-14;

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Logarithms of factorials below 1,024. */
const table = once(() => {
  const sums = new Float64Array(1024);
  for (let n = 2; n < sums.length; n++) sums[n] = sums[n - 1]! + Math.log(n);
  return sums;
});

/** By a table, and beyond by Stirling's series, to about 12 digits. */
function logFactorial(n: number): number {
  if (n < 1024) return table()[n]!;
  return (n + 0.5) * Math.log(n) - n + 0.9189385332046727 + 1 / (12 * n) - 1 / (360 * n ** 3);
}

/** A standard normal number (Box and Muller). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
