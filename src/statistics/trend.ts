import { normal95 } from "./interval";
import { quantile } from "./quantile";

/** How a series changes: Kendall's rank correlation with time, and the median change per unit of time with its 95% interval. */
export interface Trend {
  readonly points: number;
  readonly tau: number;
  readonly slope: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The trend of `values` at increasing `times`: Kendall's tau-a, and the slope of Theil and Sen, the median of the slopes
 * of all pairs, with Sen's interval from the ranks of the slopes (Sen 1968; ties are not corrected for). Takes the values
 * for independent; those that follow each other are alike, so the interval is rather too narrow. Null below four.
 */
export function trend(times: readonly number[], values: readonly number[]): Trend | null {
  const points = values.length;
  if (points < 4) return null;
  const slopes: number[] = [];
  let concordance = 0;
  for (let later = 1; later < points; later++)
    for (let earlier = 0; earlier < later; earlier++) {
      const change = values[later]! - values[earlier]!;
      slopes.push(change / (times[later]! - times[earlier]!));
      concordance += Math.sign(change);
    }
  const sorted = Float64Array.from(slopes).sort();
  const pairs = sorted.length;
  const spread = normal95 * Math.sqrt((points * (points - 1) * (2 * points + 5)) / 18);
  const place = (rank: number) => sorted[Math.min(pairs - 1, Math.max(0, Math.round(rank)))]!;
  return {
    points,
    tau: concordance / pairs,
    slope: quantile(sorted, 0.5),
    low: place((pairs - spread) / 2 - 1),
    high: place((pairs + spread) / 2),
  };
}
