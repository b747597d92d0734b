import type { LineageColumns, ListTrait } from "../../columns/columns";
import { SumsByCluster } from "../../statistics/cluster-sums";
import type { CountedTransitions, ParentFlows } from "../../statistics/nulls/order-nulls";
import { type CountingMode, eachChange } from "../../statistics/transitions";
import type { EdgeFilter } from "../scope";

/** A change from one ordered value to another, by their places in the order, with its parent and the child's year. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly parent: number;
  /** NaN if unknown. */
  readonly year: number;
}

/** The changes among ordered values, one by one and added up by parent. */
export interface ChangesByParent {
  readonly values: number;
  readonly list: readonly Change[];
  /** By pair, `rank * values + rank` with the lesser rank first: how many of its changes go forward. */
  readonly pairs: ReadonlyMap<number, SumsByCluster>;
  /** Over all pairs. */
  readonly all: SumsByCluster;
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
  const pairs = new Map<number, SumsByCluster>();
  const all = new SumsByCluster();
  const list: Change[] = [];
  let [lastEdge, year] = [-1, Number.NaN];
  const add = (from: number, to: number, edge: number) => {
    const [one, other] = [rankOf[from]!, rankOf[to]!];
    if (one < 0 || other < 0) return;
    if (edge !== lastEdge) {
      lastEdge = edge;
      year = new Date(createdAt?.[edges.child[edge]!] ?? Number.NaN).getUTCFullYear();
    }
    const parent = edges.parent[edge]!;
    const forward = one < other ? 1 : 0;
    const pair = Math.min(one, other) * values + Math.max(one, other);
    const sums = pairs.get(pair) ?? new SumsByCluster();
    pairs.set(pair, sums);
    sums.add(parent, forward, 1);
    all.add(parent, forward, 1);
    list.push({ from: one, to: other, parent, year });
  };
  eachChange(lists, edges, mode, add, keep);
  return { values, list, pairs, all };
}

/** How often each value replaces each. */
export function countsOf({ values: n, list }: ChangesByParent): CountedTransitions {
  const counts = new Float64Array(n * n);
  for (const { from, to } of list) counts[from * n + to] = counts[from * n + to]! + 1;
  return { n, counts };
}

/** The net changes of each parent. */
export function flowsOf({ pairs }: ChangesByParent): ParentFlows {
  const [parents, places, net]: [number[], number[], number[]] = [[], [], []];
  for (const [pair, sums] of pairs) {
    for (let at = 0; at < sums.names.length; at++) {
      const more = 2 * sums.parts[at]! - sums.wholes[at]!;
      if (more === 0) continue;
      parents.push(sums.names[at]!);
      places.push(pair);
      net.push(more);
    }
  }
  return { parents, pairs: places, net };
}
