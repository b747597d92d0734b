import type { LineageColumns } from "../../columns/columns";
import { seeded } from "../../statistics/random";
import { type ModelWorld, modelWorld } from "../names/model-world";

/** Declared edges of a table that are hidden, and the world without them. */
export interface HiddenEdges {
  readonly world: ModelWorld;
  /** The drawn edges. */
  readonly edges: readonly { readonly child: number; readonly parent: number }[];
  /** All declared parents of each child of a drawn edge, all of which are hidden. */
  readonly parents: ReadonlyMap<number, ReadonlySet<number>>;
}

/** Whether a model is among those that weights are fitted on; the others are for measuring. */
export function isForFitting(id: string): boolean {
  let sum = 0;
  for (let at = 0; at < id.length; at++) sum = (Math.imul(sum, 31) + id.charCodeAt(at)) | 0;
  return ((sum ^ (sum >>> 13)) & 1) === 1;
}

/** Hides so many declared edges, or all that there are, drawn by a seed among the models to fit on or the others, and all other edges of their children. */
export function hideEdges(
  columns: LineageColumns,
  { count, seed, fitting }: { readonly count: number; readonly seed: number; readonly fitting: boolean },
): HiddenEdges {
  const { child, parent } = columns.edges;
  const random = seeded(seed);
  const drawn = new Set<number>();
  const children = new Set<number>();
  // In a table with few edges of the wanted kind, drawing at random would not end.
  const left = Uint32Array.from(child, (_, edge) => edge);
  for (let last = left.length; last > 0 && drawn.size < count; last--) {
    const at = random.below(last);
    const edge = left[at] ?? 0;
    left[at] = left[last - 1] ?? 0;
    const model = child[edge] ?? 0;
    if (model === parent[edge] || isForFitting(columns.id(model)) !== fitting) continue;
    drawn.add(edge);
    children.add(model);
  }
  const parents = new Map<number, Set<number>>();
  for (let edge = 0; edge < child.length; edge++) {
    const model = child[edge] ?? 0;
    if (!children.has(model)) continue;
    const known = parents.get(model) ?? new Set();
    known.add(parent[edge] ?? 0);
    parents.set(model, known);
  }
  const world = modelWorld(columns, edge => children.has(child[edge] ?? 0));
  const edges = [...drawn].map(edge => ({ child: child[edge] ?? 0, parent: parent[edge] ?? 0 }));
  return { world, edges, parents };
}
