/** A power law fitted to the tail of integers: P(k) falls as k^-exponent from `from` on. */
export interface TailFit {
  readonly exponent: number;
  readonly standardError: number;
  /** The number from which the law fits best. */
  readonly from: number;
  /** How many numbers are in the tail. */
  readonly count: number;
  /** The greatest distance between the two cumulative distributions (Kolmogorov and Smirnov). */
  readonly distance: number;
}

/** The minimum length of a tail to fit. */
const leastTail = 50;

/**
 * Fits a discrete power law to a histogram (`counts[k]` numbers are k) by maximum likelihood, alpha = 1 + n / Σ ln(k /
 * (kmin - 1/2)), with the kmin whose law is closest to the data. Source: Clauset, Shalizi and Newman (2009), equations
 * 3.7 and 3.9. Null if fewer than 50 numbers are above 0.
 */
export function fitTail(counts: ReadonlyMap<number, number>): TailFit | null {
  const points = [...counts].filter(([k]) => k > 0).sort(([one], [other]) => one - other);
  let best: TailFit | null = null;
  let count = points.reduce((sum, [, times]) => sum + times, 0);
  for (let at = 0; at < points.length && count >= leastTail; at++) {
    const fit = fitFrom(points.slice(at), count);
    if (fit !== null && (best === null || fit.distance < best.distance)) best = fit;
    count -= points[at]?.[1] ?? 0;
  }
  return best;
}

function fitFrom(points: readonly (readonly [k: number, times: number])[], count: number): TailFit | null {
  const from = points[0]?.[0];
  if (from === undefined || points.length < 2) return null;
  let logs = 0;
  for (const [k, times] of points) logs += times * Math.log(k / (from - 0.5));
  const exponent = 1 + count / logs;
  let [seen, distance] = [0, 0];
  for (const [k, times] of points) {
    seen += times;
    const law = 1 - ((k + 0.5) / (from - 0.5)) ** (1 - exponent);
    distance = Math.max(distance, Math.abs(law - seen / count));
  }
  return { exponent, standardError: (exponent - 1) / Math.sqrt(count), from, count, distance };
}
