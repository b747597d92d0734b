import {
  type Edges,
  type EdgesByParent,
  type ListTrait,
  relationCodes,
  type SingleTrait,
  type Trait,
} from "../columns/columns";
import type { Relation } from "../lineage/model";
import { SumsByCluster } from "./cluster-sums";
import { clusteredInterval } from "./clustered";
import { seeded } from "./random";

/** How often a trait differs between parent and child. */
export interface MutationRate {
  readonly relation: Relation | "all";
  /** Edges with the trait at both ends: the only ones that count. */
  readonly edges: number;
  /** The sum of the Jaccard distances of the two lists; for single values, the number of edges that differ. */
  readonly sum: number;
  /** `sum` divided by `edges`; null if there are no edges. */
  readonly rate: number | null;
  /** The 95% interval of the rate, drawing parents with all their children; null below two parents. */
  readonly interval: readonly [low: number, high: number] | null;
  /** The sums by parent. */
  readonly byParent: SumsByCluster;
}

/** How intervals are drawn. */
export interface Resampling {
  readonly seed: number;
  readonly draws: number;
}

/**
 * Mutation rates of a trait, over all edges and then for each relation, in the order of `relationCodes`: the mean of
 * the Jaccard distance 1 - |P ∩ C| / |P ∪ C| over edges with the trait at both ends. Source: "Anatomy of a Machine
 * Learning Ecosystem", the notebook `orderings`, which omits edges with an empty list. The interval draws
 * parents (`clusteredInterval`).
 */
export function mutationRates(
  trait: Trait,
  edges: Edges,
  byParent: EdgesByParent,
  { seed, draws }: Resampling = { seed: 1, draws: 999 },
): readonly MutationRate[] {
  const measure = distanceOf(trait);
  const kinds = relationCodes.length + 1;
  const tallies = Array.from({ length: kinds }, () => new SumsByCluster());
  for (let row = 0; row < byParent.parents.length; row++) {
    const parent = byParent.parents[row]!;
    if (!measure.begin(parent)) continue;
    for (let place = byParent.starts[row]!; place < byParent.starts[row + 1]!; place++) {
      const distance = measure.to(byParent.ends[place]!);
      if (distance < 0) continue;
      tallies[0]?.add(parent, distance, 1);
      tallies[1 + edges.relation[byParent.edges[place]!]!]?.add(parent, distance, 1);
    }
  }
  return tallies.map((sums, at): MutationRate => {
    const edges = total(sums.wholes);
    const sum = total(sums.parts);
    return {
      relation: at === 0 ? "all" : (relationCodes[at - 1] ?? "unknown"),
      edges,
      sum,
      rate: edges === 0 ? null : sum / edges,
      interval: clusteredInterval(sums, seeded(seed), draws),
      byParent: sums,
    };
  });
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

interface Distance {
  /** Sets the parent to compare with; false if it has no value. */
  begin(parent: number): boolean;
  /** The Jaccard distance to a child, or -1 if the child has no value. */
  to(child: number): number;
}

function distanceOf(trait: Trait): Distance {
  return trait.kind === "list" ? distanceOfLists(trait) : distanceOfValues(trait);
}

/** Of single values: 0 if they are the same, and 1 if they are not. */
function distanceOfValues({ codes }: SingleTrait): Distance {
  let value = -1;
  return {
    begin(parent) {
      value = codes[parent]!;
      return value >= 0;
    },
    to(child) {
      const other = codes[child]!;
      if (other < 0) return -1;
      return other === value ? 0 : 1;
    },
  };
}

/** Jaccard distances of lists; the parent's values are marked once for all its children. */
function distanceOfLists({ values, starts, codes }: ListTrait): Distance {
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
