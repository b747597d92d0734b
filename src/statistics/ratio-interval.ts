import { normal95, shareInterval } from "./interval";

/** A ratio of two sums with its 95% interval; null bounds below two groups. */
export interface RatioInterval {
  readonly ratio: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The ratio of the sums of `parts` and `wholes` over groups, with the interval of the linearized ratio estimator, which
 * treats each group as one draw: s² = n / (n - 1) · Σ (part - ratio · whole)² / (Σ whole)² (Cochran, Sampling
 * Techniques, 3rd ed., section 6.3). Limited to `least` and `most`: 1 for
 * shares, Infinity for means, -Infinity and Infinity for means of differences. A share of exactly 0 or 1 has no spread to estimate from, which does not make it certain: it
 * gets Wilson's interval with each group for one trial. Null if the wholes add up to nothing.
 */
export function ratioInterval(
  parts: ArrayLike<number>,
  wholes: ArrayLike<number>,
  most = 1,
  least = 0,
): RatioInterval | null {
  let [part, whole, groups] = [0, 0, 0];
  for (let at = 0; at < wholes.length; at++) {
    part += parts[at]!;
    whole += wholes[at]!;
    if (wholes[at]! > 0) groups++;
  }
  if (whole <= 0) return null;
  const ratio = part / whole;
  if (groups < 2) return { ratio, low: null, high: null };
  if (most === 1 && (part === 0 || part === whole)) {
    const [low, high] = shareInterval(part === 0 ? 0 : groups, groups);
    return part === 0 ? { ratio, low: 0, high } : { ratio, low, high: 1 };
  }
  let squares = 0;
  for (let at = 0; at < wholes.length; at++) squares += (parts[at]! - ratio * wholes[at]!) ** 2;
  const spread = normal95 * Math.sqrt(((groups / (groups - 1)) * squares) / whole ** 2);
  return { ratio, low: Math.max(least, ratio - spread), high: Math.min(most, ratio + spread) };
}

/** The sizes of some groups, as far as the interval of a share needs them. */
export interface GroupSizes {
  /** Groups of size above 0. */
  readonly groups: number;
  readonly sum: number;
  /** Sum of the squared sizes. */
  readonly squares: number;
}

/**
 * The share of some groups in all, which include them, as `ratioInterval` with parts that are the whole of these groups
 * and 0 for the others. Null if all add up to nothing.
 */
export function groupShare(part: GroupSizes, all: GroupSizes): RatioInterval | null {
  if (all.sum <= 0) return null;
  const ratio = part.sum / all.sum;
  if (all.groups < 2) return { ratio, low: null, high: null };
  const squares = (1 - ratio) ** 2 * part.squares + ratio ** 2 * (all.squares - part.squares);
  const spread = normal95 * Math.sqrt(((all.groups / (all.groups - 1)) * squares) / all.sum ** 2);
  return { ratio, low: Math.max(0, ratio - spread), high: Math.min(1, ratio + spread) };
}
