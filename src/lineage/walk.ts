import type { Edge } from "./model";

/** A graph of descent that is queried for many models at once, whether stored in tables or arrays. */
export interface Adjacency {
  /** The edges whose child is among the ids. */
  parents(ids: readonly string[]): readonly Edge[];
  /** The edges whose parent is among the ids. */
  children(ids: readonly string[]): readonly Edge[];
}

/** Models reached from a start, nearest first; `cut` is the level at which a limit stopped the walk, else empty. */
export interface Reach {
  readonly ids: readonly string[];
  readonly cut: readonly string[];
}

/**
 * Walks level by level from `start` (not part of the result) for at most `levels` levels, visiting each model once, so
 * cycles end. `step` returns the neighbors of one level.
 */
export function reach(
  start: string,
  levels: number,
  step: (ids: readonly string[]) => Iterable<string>,
): Reach {
  const seen = new Set([start]);
  let level = [start];
  for (let depth = 0; depth < levels && level.length > 0; depth++) {
    const next: string[] = [];
    for (const id of step(level)) {
      if (seen.has(id)) continue;
      seen.add(id);
      next.push(id);
    }
    level = next;
  }
  seen.delete(start);
  return { ids: [...seen], cut: level };
}

/** The edges of each model that is at one of their ends, in their order. */
export function edgesBy<E extends Edge>(edges: readonly E[], end: "child" | "parent"): Map<string, E[]> {
  const groups = new Map<string, E[]>();
  for (const edge of edges) {
    const group = groups.get(edge[end]);
    if (group) group.push(edge);
    else groups.set(edge[end], [edge]);
  }
  return groups;
}

/** A model, its ancestors, and its descendants along some edges, without the models that `has` rejects. */
export function lineOf(
  id: string,
  edges: readonly Edge[],
  has: (id: string) => boolean = () => true,
): ReadonlySet<string> {
  const walked = (from: "child" | "parent", to: "child" | "parent"): readonly string[] => {
    const next = edgesBy(edges, from);
    return reach(id, Number.POSITIVE_INFINITY, ids =>
      ids.flatMap(each => (next.get(each) ?? []).map(edge => edge[to]).filter(has)),
    ).ids;
  };
  return new Set([id, ...walked("child", "parent"), ...walked("parent", "child")]);
}
