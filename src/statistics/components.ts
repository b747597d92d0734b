import type { Edges } from "../columns/columns";

/** Models joined by edges in either direction: weakly connected components. */
export interface Components {
  /** The component of each model; 0 is the largest, ties go to the one whose first model comes first. */
  readonly of: Uint32Array;
  /** The number of models of each component, in descending order. */
  readonly sizes: Uint32Array;
}

/** The components of a number of models by the edges that `keep` selects: union by lowest number, path halving. */
export function componentsOf(models: number, edges: Edges, keep?: (edge: number) => boolean): Components {
  const above = new Uint32Array(models);
  for (let model = 0; model < models; model++) above[model] = model;
  const top = (model: number): number => {
    let at = model;
    while (above[at] !== at) {
      above[at] = above[above[at]!]!;
      at = above[at]!;
    }
    return at;
  };
  for (let edge = 0; edge < edges.child.length; edge++) {
    if (keep && !keep(edge)) continue;
    const one = top(edges.child[edge]!);
    const other = top(edges.parent[edge]!);
    if (one < other) above[other] = one;
    else above[one] = other;
  }
  const sizeOf = new Uint32Array(models);
  for (let model = 0; model < models; model++) {
    const first = above[model] === model ? model : top(model);
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
