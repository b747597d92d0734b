import type { Adjacency, LineageColumns } from "../traits/columns";
import type { Components } from "../traits/components";

/** A family by its root and its number of models. */
export interface FamilySize {
  readonly root: string;
  readonly size: number;
}

/**
 * The largest families (of more than one model). The root is the member without other parents that has most children, or, where all
 * have parents, the member that has most; among equals the one whose id comes first.
 */
export function largestFamilies(
  columns: LineageColumns,
  { children, parents }: Adjacency,
  { of, sizes }: Components,
  count: number,
): readonly FamilySize[] {
  let listed = 0;
  while (listed < Math.min(count, sizes.length) && (sizes[listed] as number) > 1) listed++;
  const roots = new Int32Array(listed).fill(-1);
  const ranks = new Float64Array(listed).fill(-1);
  for (let model = 0; model < of.length; model++) {
    const family = of[model] as number;
    if (family >= listed) continue;
    const degree = (children.starts[model + 1] as number) - (children.starts[model] as number);
    const rank = hasParent(model, parents) ? degree : degree + of.length;
    const best = ranks[family] as number;
    const isFirst = rank === best && columns.id(model) < columns.id(roots[family] as number);
    if (rank < best || (rank === best && !isFirst)) continue;
    ranks[family] = rank;
    roots[family] = model;
  }
  return Array.from(roots, (root, family) => ({ root: columns.id(root), size: sizes[family] as number }));
}

function hasParent(model: number, { starts, ends }: Adjacency["parents"]): boolean {
  for (let at = starts[model] as number; at < (starts[model + 1] as number); at++) {
    if (ends[at] !== model) return true;
  }
  return false;
}
