import type { LineageColumns } from "../../columns/columns";
import { type NamedSums, sumsOfClusters } from "../../statistics/cluster-sums";
import type { CountedTransitions, ParentFlows } from "../../statistics/nulls/order-nulls";
import type { Changes } from "../../statistics/transitions";

/**
 * The changes among ordered values, one by one and added up by parent. Change `n` goes from the value at place `from[n]`
 * of the order to the one at `to[n]`, and has the parent `parents[parent[n]]`.
 */
export interface ChangesByParent {
  readonly values: number;
  readonly from: Uint16Array;
  readonly to: Uint16Array;
  readonly parent: Uint32Array;
  /** When the child was created; 0 if unknown. */
  readonly year: Uint16Array;
  readonly parents: Uint32Array;
  /** By pair, `place * values + place` with the lesser place first: how many of its changes go forward. */
  readonly pairs: ReadonlyMap<number, NamedSums>;
  /** Over all pairs. */
  readonly all: NamedSums;
}

/** Adds up the changes among values; `rankOf` is the place of each code in the order, -1 for others. */
export function changesByParent(
  { edges, numbers: { createdAt } }: Pick<LineageColumns, "edges" | "numbers">,
  changes: Changes,
  rankOf: Int32Array,
  values: number,
): ChangesByParent {
  const most = changes.from.length;
  const [from, to, year] = [new Uint16Array(most), new Uint16Array(most), new Uint16Array(most)];
  const parent = new Uint32Array(most);
  const parents: number[] = [];
  const placeOf = new Map<number, number>();
  let count = 0;
  const yearOf = yearsOfTimes();
  let [lastEdge, lastYear, place] = [-1, 0, 0];
  for (let at = 0; at < most; at++) {
    const [one, other] = [rankOf[changes.from[at]!]!, rankOf[changes.to[at]!]!];
    if (one < 0 || other < 0) continue;
    const edge = changes.edge[at]!;
    if (edge !== lastEdge) {
      lastEdge = edge;
      lastYear = yearOf(createdAt?.[edges.child[edge]!] ?? Number.NaN);
      const model = edges.parent[edge]!;
      place = placeOf.get(model) ?? parents.length;
      if (place === parents.length) {
        placeOf.set(model, place);
        parents.push(model);
      }
    }
    from[count] = one;
    to[count] = other;
    year[count] = lastYear;
    parent[count++] = place;
  }
  const cut = {
    ...{ values, from: from.subarray(0, count), to: to.subarray(0, count), year: year.subarray(0, count) },
    ...{ parent: parent.subarray(0, count), parents: Uint32Array.from(parents) },
  };
  return { ...cut, pairs: pairsOf(cut), all: sumsOf(cut, null) };
}

/** The year of a time in ms since 1970, 0 for NaN; times of the same year as the one before cost little. */
function yearsOfTimes(): (time: number) => number {
  let [year, from, to] = [0, 0, 0];
  return time => {
    if (Number.isNaN(time)) return 0;
    if (time < from || time >= to) {
      year = new Date(time).getUTCFullYear();
      [from, to] = [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
    }
    return year;
  };
}

/** The changes that go forward among some changes, or all, by parent. */
function sumsOf(
  { from, to, parent, parents }: Omit<ChangesByParent, "pairs" | "all">,
  some: ArrayLike<number> | null,
): NamedSums {
  const isForward = (at: number) => (from[at]! < to[at]! ? 1 : 0);
  return sumsOfClusters(parent, isForward, parents, some);
}

function pairsOf(changes: Omit<ChangesByParent, "pairs" | "all">): ReadonlyMap<number, NamedSums> {
  const { values, from, to } = changes;
  const byPair = new Map<number, number[]>();
  for (let at = 0; at < from.length; at++) {
    const [one, other] = [from[at]!, to[at]!];
    const pair = one < other ? one * values + other : other * values + one;
    const known = byPair.get(pair);
    if (known) known.push(at);
    else byPair.set(pair, [at]);
  }
  return new Map([...byPair].map(([pair, some]) => [pair, sumsOf(changes, some)]));
}

/** How often each value replaces each. */
export function countsOf({ values: n, from, to }: ChangesByParent): CountedTransitions {
  const counts = new Float64Array(n * n);
  for (let at = 0; at < from.length; at++) {
    const pair = from[at]! * n + to[at]!;
    counts[pair] = counts[pair]! + 1;
  }
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
