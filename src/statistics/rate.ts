import { normal95, shareInterval } from "./interval";

/** How often a trait mutates over some edges. */
export interface Rate {
  /** Edges with the trait declared at both ends. */
  readonly edges: number;
  /** Edges on which it differs in any way. */
  readonly changed: number;
  /**
   * Mean Jaccard distance, 0 to 1; for a single-valued trait, the share of edges that changed it. NaN without edges.
   */
  readonly mean: number;
  /** The ends of its 95% interval. */
  readonly low: number;
  readonly high: number;
}

/** The minimum number of edges for a percentage. */
export const fewestEdges = 20;

/** Sums of distances, from which a rate is computed; partial sums can be added. */
export interface DistanceSums {
  readonly edges: number;
  readonly changed: number;
  readonly sum: number;
  readonly squares: number;
}

/**
 * The rate computed from sums. The interval is Wilson's if every distance is 0 or 1, else that of the normal
 * distribution around the mean.
 */
export function rateFrom({ edges, changed, sum, squares }: DistanceSums): Rate {
  const mean = sum / edges;
  if (edges === 0) return { edges, changed, mean, low: 0, high: 1 };
  if (sum === squares && sum === changed) {
    const [low, high] = shareInterval(changed, edges);
    return { edges, changed, mean, low, high };
  }
  const variance = edges > 1 ? Math.max(0, (squares - sum * mean) / (edges - 1)) : 0;
  const half = normal95 * Math.sqrt(variance / edges);
  return { edges, changed, mean, low: Math.max(0, mean - half), high: Math.min(1, mean + half) };
}

/** The rate computed from distances. */
export function rateOf(distances: Iterable<number>): Rate {
  const sums = { edges: 0, changed: 0, sum: 0, squares: 0 };
  for (const distance of distances) {
    sums.edges += 1;
    if (distance > 0) sums.changed += 1;
    sums.sum += distance;
    sums.squares += distance * distance;
  }
  return rateFrom(sums);
}
