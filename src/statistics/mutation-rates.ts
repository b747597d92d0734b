import { asLists, type EdgeRows, type Edges, relationCodes, type Trait } from "../columns/columns";
import type { Relation } from "../lineage/model";
import { normal95 } from "./interval";

/** How often a trait differs between parent and child. */
export interface MutationRate {
  readonly relation: Relation | "all";
  /** Edges with the trait at both ends: the only ones that count. */
  readonly edges: number;
  /** The sum of the Jaccard distances of the two lists; for single values, the number of edges that differ. */
  readonly sum: number;
  /** `sum` divided by `edges`; null if there are no edges. */
  readonly rate: number | null;
  /** The 95% interval of the rate, treating the children of one parent as one draw; null below two parents. */
  readonly interval: readonly [low: number, high: number] | null;
}

/**
 * Mutation rates of a trait, over all edges and then for each relation, in the order of `relationCodes`: the mean of
 * the Jaccard distance 1 - |P ∩ C| / |P ∪ C| over edges with the trait at both ends. Source: "Anatomy of a Machine
 * Learning Ecosystem", the notebook `orderings`, which omits edges with an empty list. The interval is the normal
 * interval of a ratio with clustered errors (Cochran 1977, 9.3): the variance is Σ (sum_p - rate · edges_p)² / edges²
 * over parents.
 */
export function mutationRates(trait: Trait, edges: Edges, byParent: EdgeRows): readonly MutationRate[] {
  const measure = distanceOf(trait);
  const kinds = relationCodes.length + 1;
  const tallies = Array.from({ length: kinds }, () => new Tally());
  for (let parent = 0; parent + 1 < byParent.starts.length; parent++) {
    const from = byParent.starts[parent]!;
    const to = byParent.starts[parent + 1]!;
    if (from === to || !measure.begin(parent)) continue;
    for (let place = from; place < to; place++) {
      const distance = measure.to(byParent.ends[place]!);
      if (distance < 0) continue;
      tallies[0]?.add(distance);
      tallies[1 + edges.relation[byParent.edges[place]!]!]?.add(distance);
    }
    for (const tally of tallies) tally.endCluster();
  }
  return tallies.map((tally, at) => tally.rate(at === 0 ? "all" : (relationCodes[at - 1] ?? "unknown")));
}

/** The sums of one relation, and of each cluster for the variance. */
class Tally {
  #edges = 0;
  #sum = 0;
  #clusters = 0;
  #clusterEdges = 0;
  #clusterSum = 0;
  #sumSquares = 0;
  #products = 0;
  #edgeSquares = 0;

  add(distance: number): void {
    this.#clusterEdges++;
    this.#clusterSum += distance;
  }

  endCluster(): void {
    const [edges, sum] = [this.#clusterEdges, this.#clusterSum];
    if (edges === 0) return;
    this.#clusters++;
    this.#edges += edges;
    this.#sum += sum;
    this.#sumSquares += sum * sum;
    this.#products += sum * edges;
    this.#edgeSquares += edges * edges;
    this.#clusterEdges = 0;
    this.#clusterSum = 0;
  }

  rate(relation: Relation | "all"): MutationRate {
    const [edges, sum] = [this.#edges, this.#sum];
    if (edges === 0) return { relation, edges, sum, rate: null, interval: null };
    const rate = sum / edges;
    const squares = this.#sumSquares - 2 * rate * this.#products + rate * rate * this.#edgeSquares;
    const n = this.#clusters;
    if (n < 2) return { relation, edges, sum, rate, interval: null };
    const half = (normal95 * Math.sqrt((Math.max(0, squares) * n) / (n - 1))) / edges;
    return { relation, edges, sum, rate, interval: [Math.max(0, rate - half), Math.min(1, rate + half)] };
  }
}

interface Distance {
  /** Sets the parent to compare with; false if it has no value. */
  begin(parent: number): boolean;
  /** The Jaccard distance to a child, or -1 if the child has no value. */
  to(child: number): number;
}

/** Jaccard distances of a trait; the parent's values are marked once for all its children. */
function distanceOf(trait: Trait): Distance {
  const { values, starts, codes } = asLists(trait);
  const stamps = new Uint32Array(values.length);
  let stamp = 0;
  let size = 0;
  return {
    begin(parent) {
      const to = starts[parent + 1]!;
      size = to - starts[parent]!;
      stamp++;
      for (let at = to - size; at < to; at++) stamps[codes[at]!] = stamp;
      return size > 0;
    },
    to(child) {
      const from = starts[child]!;
      const to = starts[child + 1]!;
      if (from === to) return -1;
      let common = 0;
      for (let at = from; at < to; at++) if (stamps[codes[at]!] === stamp) common++;
      return 1 - common / (size + to - from - common);
    },
  };
}
