import {
  type ClusterSums,
  type ClusterWeights,
  clusteredInterval,
  clusterWeights,
  meanOfClusters,
} from "./clustered";
import { seeded } from "./random";

/** Sums over clusters, each with the number by which it is known. */
export interface NamedSums extends ClusterSums {
  readonly names: ArrayLike<number>;
}

/** Adds up a quantity and its base by cluster; only clusters that occur take space. */
export class SumsByCluster implements NamedSums {
  readonly parts: number[] = [];
  readonly wholes: number[] = [];
  /** The clusters, in the order in which they occurred. */
  readonly names: number[] = [];
  readonly #places = new Map<number, number>();

  add(cluster: number, part: number, whole: number): void {
    // Cases often come by cluster.
    const last = this.names.length - 1;
    const place = this.names[last] === cluster ? last : this.#places.get(cluster);
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
}

/** The same sums by coarser clusters. */
function regrouped({ names, parts, wholes }: NamedSums, groupOf: (cluster: number) => number): SumsByCluster {
  const sums = new SumsByCluster();
  for (let at = 0; at < names.length; at++) sums.add(groupOf(names[at]!), parts[at]!, wholes[at]!);
  return sums;
}

/**
 * Sums of a share of each of some cases, or of all, by cluster: case `n` is in the cluster at place `clusters[n]` of
 * `names`. Clusters without a case are left out.
 */
export function sumsOfClusters(
  clusters: Uint32Array,
  share: (at: number) => number,
  names: Uint32Array,
  some: ArrayLike<number> | null,
): NamedSums {
  const cases = some?.length ?? clusters.length;
  const places = some === null || some.length * 4 > names.length ? new Uint32Array(names.length) : null;
  const sparse = new Map<number, number>();
  const [parts, wholes, used]: [number[], number[], number[]] = [[], [], []];
  for (let n = 0; n < cases; n++) {
    const at = some === null ? n : some[n]!;
    const cluster = clusters[at]!;
    let place = places === null ? (sparse.get(cluster) ?? 0) : places[cluster]!;
    if (place === 0) {
      place = used.push(names[cluster]!);
      parts.push(0);
      wholes.push(0);
      if (places === null) sparse.set(cluster, place);
      else places[cluster] = place;
    }
    parts[place - 1] = parts[place - 1]! + share(at);
    wholes[place - 1] = wholes[place - 1]! + 1;
  }
  return { names: used, parts, wholes };
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

/** The interval and the weights of one kind of clusters, which are named by their own numbers. */
export interface ClusterSpread extends ClusterWeights {
  readonly low: number | null;
  readonly high: number | null;
}

/** The ratio of sums by parent, with intervals that draw whole parents and whole families. */
export function clusteredRatio(
  sums: NamedSums,
  familyOf: (parent: number) => number,
  { seed, draws }: { readonly seed: number; readonly draws: number },
): ClusteredRatio {
  let [part, whole] = [0, 0];
  for (let at = 0; at < sums.names.length; at++) {
    part += sums.parts[at]!;
    whole += sums.wholes[at]!;
  }
  const spread = (each: NamedSums): ClusterSpread | null => {
    const weights = clusterWeights(each);
    if (weights === null) return null;
    const [low = null, high = null] = clusteredInterval(each, seeded(seed), draws) ?? [];
    const [largest, deciding] = [each.names[weights.largest]!, each.names[weights.deciding]!];
    return { ...weights, largest, deciding, low, high };
  };
  return {
    part,
    whole,
    ratio: whole === 0 ? null : part / whole,
    byParent: spread(sums),
    byFamily: spread(regrouped(sums, familyOf)),
    meanOverParents: meanOfClusters(sums),
  };
}
