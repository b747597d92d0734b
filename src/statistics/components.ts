import type { Edges } from "../columns/columns";

/** Models joined by edges in either direction: weakly connected components. */
export interface Components {
  /** The component of each model; 0 is the largest, ties go to the one whose first model comes first. */
  readonly of: Uint32Array;
  /** The number of models of each component, in descending order. */
  readonly sizes: Uint32Array;
}

/**
 * The first model of each model's component, by the edges that `keep` selects: union by lowest number, path halving.
 * Only models with edges cost time.
 */
export function joinedBy(
  models: number,
  { child, parent }: Edges,
  keep?: (edge: number) => boolean,
): (model: number) => number {
  // The number after that of a model above, or 0.
  const above = new Uint32Array(models);
  const top = (model: number): number => {
    let at = model;
    for (let next = above[at]!; next !== 0; next = above[at]!) {
      const beyond = above[next - 1]!;
      if (beyond === 0) return next - 1;
      above[at] = beyond;
      at = beyond - 1;
    }
    return at;
  };
  for (let edge = 0; edge < child.length; edge++) {
    if (keep && !keep(edge)) continue;
    const one = top(child[edge]!);
    const other = top(parent[edge]!);
    if (one < other) above[other] = one + 1;
    else if (other < one) above[one] = other + 1;
  }
  return top;
}

/** The components of a number of models by the edges that `keep` selects. */
export function componentsOf(models: number, edges: Edges, keep?: (edge: number) => boolean): Components {
  const top = joinedBy(models, edges, keep);
  const above = new Uint32Array(models);
  const sizeOf = new Uint32Array(models);
  for (let model = 0; model < models; model++) {
    const first = top(model);
    above[model] = first;
    sizeOf[first] = sizeOf[first]! + 1;
  }
  return numberBySize(above, sizeOf);
}

/** Numbers the components by a counting sort of their sizes; until then, `of` is the first model of each. */
function numberBySize(of: Uint32Array, sizeOf: Uint32Array): Components {
  let largest = 0;
  let count = 0;
  for (let model = 0; model < sizeOf.length; model++) {
    const size = sizeOf[model]!;
    if (size > 0) count++;
    if (size > largest) largest = size;
  }
  const places = new Uint32Array(largest + 2);
  for (let model = 0; model < sizeOf.length; model++) {
    const size = sizeOf[model]!;
    places[size] = places[size]! + 1;
  }
  let before = 0;
  for (let size = largest; size > 0; size--) {
    const here = places[size]!;
    places[size] = before;
    before += here;
  }
  const sizes = new Uint32Array(count);
  const numbers = new Uint32Array(of.length);
  for (let model = 0; model < of.length; model++) {
    const size = sizeOf[model]!;
    if (size === 0) continue;
    const number = places[size]!;
    places[size] = number + 1;
    numbers[model] = number;
    sizes[number] = size;
  }
  for (let model = 0; model < of.length; model++) of[model] = numbers[of[model]!]!;
  return { of, sizes };
}
