import type { LineageColumns, ListTrait } from "../../columns/columns";
import { SumsByCluster } from "../../statistics/cluster-sums";
import { type CountingMode, eachChange } from "../../statistics/transitions";
import type { EdgeFilter } from "../scope";

/** The changes among ordered values, added up by parent. */
export interface ChangesByParent {
  /** By pair, `rank * values + rank` with the lesser rank first: how many of its changes go forward. */
  readonly pairs: ReadonlyMap<number, SumsByCluster>;
  /** Over all pairs, and by the year in which the child was created. */
  readonly all: SumsByCluster;
  readonly years: ReadonlyMap<number, SumsByCluster>;
}

/** Adds up the changes among values; `rankOf` is the place of each code in the order, -1 for others. */
export function changesByParent(
  { edges, numbers: { createdAt } }: LineageColumns,
  lists: ListTrait,
  rankOf: Int32Array,
  values: number,
  mode: CountingMode,
  keep: EdgeFilter | undefined,
): ChangesByParent {
  const [pairs, years] = [new Map<number, SumsByCluster>(), new Map<number, SumsByCluster>()];
  const all = new SumsByCluster();
  let [lastEdge, year] = [-1, Number.NaN];
  const sumsOf = (sums: Map<number, SumsByCluster>, key: number) => {
    const known = sums.get(key) ?? new SumsByCluster();
    sums.set(key, known);
    return known;
  };
  const add = (from: number, to: number, edge: number) => {
    const [one, other] = [rankOf[from]!, rankOf[to]!];
    if (one < 0 || other < 0) return;
    if (edge !== lastEdge) {
      lastEdge = edge;
      year = new Date(createdAt?.[edges.child[edge]!] ?? Number.NaN).getUTCFullYear();
    }
    const parent = edges.parent[edge]!;
    const forward = one < other ? 1 : 0;
    sumsOf(pairs, Math.min(one, other) * values + Math.max(one, other)).add(parent, forward, 1);
    all.add(parent, forward, 1);
    if (!Number.isNaN(year)) sumsOf(years, year).add(parent, forward, 1);
  };
  eachChange(lists, edges, mode, add, keep);
  return { pairs, all, years };
}
