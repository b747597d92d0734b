import type { LineageColumns } from "../../columns/columns";
import { type LinkedModels, linkedModels } from "../../columns/linked-models";
import { type Components, componentsOf } from "../../statistics/components";
import type { EdgeFilter } from "../scope";

/** The root and the number of models of a family. */
export interface FamilySize {
  readonly root: string;
  readonly size: number;
}

/**
 * The largest families (of more than one model) among the components of the edges that `keep` selects. The root is the
 * member without other parents that has the most children; if all have parents, the member with the most children.
 * Ties go to the id that sorts first.
 */
export function largestFamilies(
  columns: LinkedModels,
  { of, sizes }: Components,
  keep: EdgeFilter | undefined,
  count: number,
): readonly FamilySize[] {
  let listed = 0;
  while (listed < Math.min(count, sizes.length) && sizes[listed]! > 1) listed++;
  const ranks = ranksOf(columns, keep);
  const roots = new Int32Array(listed).fill(-1);
  const best = new Float64Array(listed).fill(-1);
  for (let model = 0; model < of.length; model++) {
    const family = of[model]!;
    if (family >= listed) continue;
    const rank = ranks[model]!;
    const isFirst = rank === best[family] && columns.id(model) < columns.id(roots[family]!);
    if (rank < best[family]! || (rank === best[family] && !isFirst)) continue;
    best[family] = rank;
    roots[family] = model;
  }
  return Array.from(roots, (root, family) => ({ root: columns.id(root), size: sizes[family]! }));
}

/**
 * The family at a rank by size, from 1, among the components of all edges with more than one model, and how many of these there are. Without a root
 * if there are fewer.
 */
export function familyOfRank(
  columns: LineageColumns,
  rank: number,
): { readonly root: string | null; readonly size: number; readonly families: number } {
  const linked = linkedModels(columns);
  const components = componentsOf(linked.models, linked.edges);
  const families = components.sizes.findIndex(size => size < 2);
  const found = largestFamilies(linked, components, undefined, rank)[rank - 1];
  return {
    root: found?.root ?? null,
    size: found?.size ?? 0,
    families: families < 0 ? components.sizes.length : families,
  };
}

/** The number of children of each model, with a large bonus for models without other parents. */
function ranksOf({ models, edges }: LinkedModels, keep: EdgeFilter | undefined): Float64Array {
  const ranks = new Float64Array(models).fill(models);
  const { child, parent } = edges;
  for (let edge = 0; edge < child.length; edge++) {
    if (keep && !keep(edge)) continue;
    const [from, to] = [child[edge]!, parent[edge]!];
    ranks[to] = ranks[to]! + 1;
    if (from !== to && ranks[from]! >= models) ranks[from] = ranks[from]! - models;
  }
  return ranks;
}
