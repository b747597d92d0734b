import type { Edges, NumberColumn } from "../../columns/columns";

/** The share of models that have had a child by an age, by Kaplan and Meier (1958). */
export interface BranchingByAge {
  /** Models with a known date, and how many of them have a child. */
  readonly models: number;
  readonly branched: number;
  /** By the ages asked for, in the same order; null if no model was observed that long. */
  readonly shares: readonly (number | null)[];
}

const day = 86_400_000;

/** When each model had its first child over the edges that count; infinite without one. Children older than it do not count. */
export function firstChildren(
  createdAt: NumberColumn,
  { child, parent }: Edges,
  keep: (edge: number) => boolean,
): Float64Array {
  const first = new Float64Array(createdAt.length).fill(Number.POSITIVE_INFINITY);
  for (let edge = 0; edge < child.length; edge++) {
    const [from, to] = [parent[edge]!, child[edge]!];
    const born = createdAt[to]!;
    if (from === to || !(born >= createdAt[from]!) || !keep(edge)) continue;
    if (born < first[from]!) first[from] = born;
  }
  return first;
}

/**
 * How soon models have their first child: the share by each age (days), where a model without a child counts until
 * `now` and no longer (it is censored).
 */
export function branchingByAge(
  createdAt: NumberColumn,
  first: Float64Array,
  subjects: readonly number[],
  ages: readonly number[],
  now: number,
): BranchingByAge {
  const known = subjects.filter(model => createdAt[model]! <= now);
  let branched = 0;
  // Twice the age, and one more if it is censored: at the same age, events come first.
  const spans = Float64Array.from(known, model => {
    const end = first[model]!;
    if (end === Number.POSITIVE_INFINITY) return 2 * (now - createdAt[model]!) + 1;
    branched++;
    return 2 * (end - createdAt[model]!);
  }).sort();
  const shares = ages.map(days => {
    if (!((spans.at(-1) ?? -1) >= 2 * days * day)) return null;
    let without = 1;
    for (let at = 0; at < spans.length && spans[at]! <= 2 * days * day + 1; at++)
      if (spans[at]! % 2 === 0) without *= 1 - 1 / (spans.length - at);
    return 1 - without;
  });
  return { models: known.length, branched, shares };
}
