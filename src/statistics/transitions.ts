import type { Edges, ListTrait, SingleTrait, Trait } from "../columns/columns";
import { Growing } from "../columns/growing";

/**
 * How changes are counted. `paper`: exactly as published, where a swap counts twice and kept values receive transitions
 * from lost ones and give them to new ones. `corrected`: a swap counts once, and a value that both have does not count.
 */
export type CountingMode = "paper" | "corrected";

/** How often one value of a trait was replaced by another, over many edges; pairs that never occur are omitted. */
export interface Transitions {
  readonly values: readonly string[];
  /** The number of models that have each value, including models without edges. */
  readonly appearances: Uint32Array;
  /** Codes and counts, ordered by `from`, then `to`. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly count: Float64Array;
  /** Edges with the trait at both ends. */
  readonly edges: number;
}

/**
 * Counts the transitions of a trait over edges with the trait at both ends; `keep` selects edges. With P the parent's
 * values and C the child's, mode `paper` counts p → a for all p in P, a in C \ P, and r → c for all r in P \ C, c in C
 * (so swapping one value counts 2; source: `ordering_helpers.py` of "Anatomy of a Machine Learning Ecosystem"); mode
 * `corrected` counts r → a once for all r in P \ C, a in C \ P.
 */
export function transitionsOf(
  trait: Trait,
  edges: Edges,
  mode: CountingMode,
  keep?: (edge: number) => boolean,
): Transitions {
  return countedChanges(changesOf(trait, edges, mode, keep));
}

/** Every transition of a trait by itself, in the order of the edges. */
export interface Changes {
  readonly values: readonly string[];
  /** The number of models that have each value. */
  readonly appearances: Uint32Array;
  /** Codes of the values, and the edge. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly edge: Uint32Array;
  /** Edges with the trait at both ends. */
  readonly edges: number;
}

/** The transitions of a trait as `transitionsOf` defines them, one by one. */
export function changesOf(
  trait: Trait,
  edges: Edges,
  mode: CountingMode,
  keep?: (edge: number) => boolean,
): Changes {
  const [from, to, at] = [0, 0, 0].map(() => new Growing<Uint32Array<ArrayBuffer>>(Uint32Array, 1024)) as [
    Growing<Uint32Array<ArrayBuffer>>,
    Growing<Uint32Array<ArrayBuffer>>,
    Growing<Uint32Array<ArrayBuffer>>,
  ];
  const add = (one: number, other: number, edge: number) => {
    from.push(one);
    to.push(other);
    at.push(edge);
  };
  const compared = eachChange(trait, edges, mode, add, keep);
  return {
    ...{ values: trait.values, appearances: trait.counts, edges: compared },
    ...{ from: from.finish(), to: to.finish(), edge: at.finish() },
  };
}

/** How often each value was replaced by each. */
export function countedChanges({ values, appearances, from, to, edges }: Changes): Transitions {
  const size = values.length;
  const counts = new Map<number, number>();
  for (let at = 0; at < from.length; at++) {
    const pair = from[at]! * size + to[at]!;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const pairs = Float64Array.from(counts.keys()).sort();
  return {
    ...{ values, appearances, edges },
    from: Uint32Array.from(pairs, pair => Math.floor(pair / size)),
    to: Uint32Array.from(pairs, pair => pair % size),
    count: Float64Array.from(pairs, pair => counts.get(pair) ?? 0),
  };
}

/**
 * Calls `add` for every transition (codes of values, and the edge), as defined by `transitionsOf`, and returns the
 * number of edges with the trait at both ends.
 */
export function eachChange(
  trait: Trait,
  edges: Edges,
  mode: CountingMode,
  add: (from: number, to: number, edge: number) => void,
  keep?: (edge: number) => boolean,
): number {
  return trait.kind === "single"
    ? eachSwap(trait, edges, mode, add, keep)
    : eachInLists(trait, edges, mode, add, keep);
}

/** For a trait of one value, where each change is a swap. */
function eachSwap(
  { codes }: SingleTrait,
  { child, parent }: Edges,
  mode: CountingMode,
  add: (from: number, to: number, edge: number) => void,
  keep?: (edge: number) => boolean,
): number {
  let compared = 0;
  for (let edge = 0; edge < child.length; edge++) {
    if (keep && !keep(edge)) continue;
    const from = codes[parent[edge]!]!;
    const to = codes[child[edge]!]!;
    if (from < 0 || to < 0) continue;
    compared++;
    if (from === to) continue;
    add(from, to, edge);
    if (mode === "paper") add(from, to, edge);
  }
  return compared;
}

function eachInLists(
  { values, starts, codes }: ListTrait,
  { child, parent }: Edges,
  mode: CountingMode,
  add: (from: number, to: number, edge: number) => void,
  keep?: (edge: number) => boolean,
): number {
  let compared = 0;
  const inParent = new Uint32Array(values.length);
  const inChild = new Uint32Array(values.length);
  for (let edge = 0; edge < child.length; edge++) {
    if (keep && !keep(edge)) continue;
    const p = parent[edge]!;
    const c = child[edge]!;
    const [p0, p1] = [starts[p]!, starts[p + 1]!];
    const [c0, c1] = [starts[c]!, starts[c + 1]!];
    if (p0 === p1 || c0 === c1) continue;
    compared++;
    // Most edges join two models with the same single value.
    if (p1 - p0 === 1 && c1 - c0 === 1 && codes[p0] === codes[c0]) continue;
    const stamp = edge + 1;
    for (let at = p0; at < p1; at++) inParent[codes[at]!] = stamp;
    for (let at = c0; at < c1; at++) inChild[codes[at]!] = stamp;
    for (let i = p0; i < p1; i++) {
      const from = codes[i]!;
      const removed = inChild[from] !== stamp;
      for (let j = c0; j < c1; j++) {
        const to = codes[j]!;
        const added = inParent[to] !== stamp;
        if (mode === "corrected") {
          if (removed && added) add(from, to, edge);
        } else {
          if (added) add(from, to, edge);
          if (removed) add(from, to, edge);
        }
      }
    }
  }
  return compared;
}

/** The net transitions between pairs of values, after offsetting one direction against the other. */
export interface NetFlow {
  readonly values: readonly string[];
  /** Pairs in their majority direction (codes), sorted by `from`, then `to`. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Transitions forth minus those back, above 0. */
  readonly net: Float64Array;
  /** Transitions forth and back together. */
  readonly total: Float64Array;
  /** Transitions of pairs with as many forth as back, which have no direction and are not in the arrays. */
  readonly balanced: number;
}

/**
 * The oriented graph of the paper: for each pair of values, the direction that more transitions take; balanced pairs
 * are dropped. Source: `ordering_helpers.py`, get_oriented_graph.
 */
export function netFlow({ values, from, to, count }: Transitions): NetFlow {
  const size = values.length;
  const counts = new Map<number, number>();
  for (let at = 0; at < count.length; at++) counts.set(from[at]! * size + to[at]!, count[at]!);
  const kept: { readonly from: number; readonly to: number; readonly net: number; readonly total: number }[] =
    [];
  let balanced = 0;
  for (let at = 0; at < count.length; at++) {
    const [u, v, forth] = [from[at]!, to[at]!, count[at]!];
    const back = counts.get(v * size + u) ?? 0;
    if (forth > back) kept.push({ from: u, to: v, net: forth - back, total: forth + back });
    else if (forth === back) balanced += forth;
  }
  return {
    values,
    from: Uint32Array.from(kept, pair => pair.from),
    to: Uint32Array.from(kept, pair => pair.to),
    net: Float64Array.from(kept, pair => pair.net),
    total: Float64Array.from(kept, pair => pair.total),
    balanced,
  };
}

/** Values that say nothing about a model, which the paper omits from its orderings. */
const empty: ReadonlySet<string> = new Set(["other", "unknown", "None", "", "[]"]);

/**
 * The codes of the `n` most frequent values that occur in transitions, most frequent first, ties in alphabetical order.
 * As in the paper, `n + 5` values are taken, those that say nothing are dropped, and `n` are kept.
 */
export function topValues({ values, appearances, from, to }: Transitions, n: number): readonly number[] {
  const taking = new Set([...from, ...to]);
  const ranked = [...taking].sort(
    (one, other) =>
      appearances[other]! - appearances[one]! ||
      ((values[one] as string) < (values[other] as string) ? -1 : 1),
  );
  return ranked
    .slice(0, n + 5)
    .filter(code => !empty.has(values[code] as string))
    .slice(0, n);
}
