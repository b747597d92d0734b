import type { Adjacency } from "../columns/columns";

/** How many generations are above each model. */
export interface Generations {
  /** Edges on the longest path to the model from one without parents; -1 for models on or below a cycle. */
  readonly depth: Int32Array;
  readonly deepest: number;
  /** Every model with a depth, parents before their children; the others are on or below a cycle. */
  readonly order: Uint32Array;
}

/** Depths by removing models without parents, layer by layer (Kahn 1962); self-references do not count as cycles. */
export function generationsOf(models: number, { children, parents }: Adjacency): Generations {
  const depth = new Int32Array(models);
  const waiting = new Uint32Array(models);
  const queue = new Uint32Array(models);
  let known = 0;
  for (let model = 0; model < models; model++) {
    let count = 0;
    for (let at = parents.starts[model]!; at < parents.starts[model + 1]!; at++) {
      if (parents.ends[at] !== model) count++;
    }
    waiting[model] = count;
    if (count === 0) queue[known++] = model;
  }
  let deepest = 0;
  for (let next = 0; next < known; next++) {
    const model = queue[next]!;
    const below = depth[model]! + 1;
    for (let at = children.starts[model]!; at < children.starts[model + 1]!; at++) {
      const child = children.ends[at]!;
      if (child === model) continue;
      if (depth[child]! < below) depth[child] = below;
      if (below > deepest) deepest = below;
      waiting[child] = waiting[child]! - 1;
      if (waiting[child] === 0) queue[known++] = child;
    }
  }
  for (let model = 0; model < models; model++) if (waiting[model]! > 0) depth[model] = -1;
  return { depth, deepest, order: queue.subarray(0, known) };
}
