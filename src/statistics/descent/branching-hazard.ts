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
  subjects: ArrayLike<number>,
  ages: readonly number[],
  now: number,
): BranchingByAge {
  const [events, censored] = [new Float64Array(subjects.length), new Float64Array(subjects.length)];
  let [branched, without, longest] = [0, 0, -1];
  for (let at = 0; at < subjects.length; at++) {
    const born = createdAt[subjects[at]!]!;
    if (!(born <= now)) continue;
    const end = first[subjects[at]!]!;
    const hasChild = end !== Number.POSITIVE_INFINITY;
    const span = (hasChild ? end : now) - born;
    if (hasChild) events[branched++] = span;
    else censored[without++] = span;
    longest = Math.max(longest, span);
  }
  const models = branched + without;
  const sorted = events.subarray(0, branched).sort();
  const left = leftBefore(sorted, censored.subarray(0, without));
  const shares = ages.map(days => {
    if (longest < days * day) return null;
    let [childless, gone] = [1, 0];
    for (let event = 0; event < branched && sorted[event]! <= days * day; event++) {
      gone += left[event]!;
      childless *= 1 - 1 / (models - event - gone);
    }
    return 1 - childless;
  });
  return { models, branched, shares };
}

/** How many models are censored between each event and the one before it; at the same age, events come first. */
function leftBefore(events: Float64Array, censored: Float64Array): Uint32Array {
  const left = new Uint32Array(events.length + 1);
  for (let at = 0; at < censored.length; at++) {
    let [from, to] = [0, events.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (events[middle]! > censored[at]!) to = middle;
      else from = middle + 1;
    }
    left[from] = left[from]! + 1;
  }
  return left;
}
