import {
  type ClusterSums,
  type ClusterWeights,
  clusteredInterval,
  clusterWeights,
  meanOfClusters,
} from "./clustered";
import { seeded } from "./random";

/** Adds up a quantity and its base by cluster; only clusters that occur take space. */
export class SumsByCluster implements ClusterSums {
  readonly parts: number[] = [];
  readonly wholes: number[] = [];
  /** The clusters, in the order in which they occurred. */
  readonly names: number[] = [];
  readonly #places = new Map<number, number>();

  add(cluster: number, part: number, whole: number): void {
    const place = this.#places.get(cluster);
    if (place === undefined) {
      this.#places.set(cluster, this.names.length);
      this.names.push(cluster);
      this.parts.push(part);
      this.wholes.push(whole);
      return;
    }
    this.parts[place] = this.parts[place]! + part;
    this.wholes[place] = this.wholes[place]! + whole;
  }

  /** The same sums by coarser clusters. */
  regrouped(groupOf: (cluster: number) => number): SumsByCluster {
    const sums = new SumsByCluster();
    for (let at = 0; at < this.names.length; at++)
      sums.add(groupOf(this.names[at]!), this.parts[at]!, this.wholes[at]!);
    return sums;
  }
}

/** A ratio with what its clusters do to it: its interval and weights by parent and by family. */
export interface ClusteredRatio {
  readonly part: number;
  readonly whole: number;
  readonly ratio: number | null;
  readonly byParent: ClusterSpread | null;
  readonly byFamily: ClusterSpread | null;
  /** Each parent counted once. */
  readonly meanOverParents: number | null;
}

/** The interval and the weights of one kind of clusters; `largest` is the cluster's own number. */
export interface ClusterSpread extends ClusterWeights {
  readonly low: number | null;
  readonly high: number | null;
}

/** The ratio of sums by parent, with intervals that draw whole parents and whole families. */
export function clusteredRatio(
  sums: SumsByCluster,
  familyOf: (parent: number) => number,
  { seed, draws }: { readonly seed: number; readonly draws: number },
): ClusteredRatio {
  const [part, whole] = [sums.parts, sums.wholes].map(each =>
    each.reduce((total, one) => total + one, 0),
  ) as [number, number];
  const spread = (each: SumsByCluster): ClusterSpread | null => {
    const weights = clusterWeights(each);
    if (weights === null) return null;
    const [low = null, high = null] = clusteredInterval(each, seeded(seed), draws) ?? [];
    return { ...weights, largest: each.names[weights.largest]!, low, high };
  };
  return {
    part,
    whole,
    ratio: whole === 0 ? null : part / whole,
    byParent: spread(sums),
    byFamily: spread(sums.regrouped(familyOf)),
    meanOverParents: meanOfClusters(sums),
  };
}
