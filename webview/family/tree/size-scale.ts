import type { Model } from "../../../src/lineage/model";
import type { FamilyTree } from "../../../src/lineage/tree/family-tree";

/** The model count that scales its shape. */
export type SizeBy = "nothing" | "downloads" | "likes" | "parameters";

/** How large the shapes of a family are drawn, by what number. */
export interface SizeScale {
  readonly by: Exclude<SizeBy, "nothing">;
  /** The largest number in the family. */
  readonly most: number;
  /** Whether a model has none, or an unknown number. */
  readonly hasLeast: boolean;
}

/** Half the width of a shape if sizes say nothing, in px at zoom 1. */
export const usualRadius = 5.5;
const [smallest, largest] = [2.5, 12];

/** The scale of a family; null if sizes say nothing, or no model has a number. The same however much is folded. */
export function sizeScale({ nodes }: FamilyTree, by: SizeBy): SizeScale | null {
  if (by === "nothing") return null;
  let [most, hasLeast] = [0, false];
  for (const { model } of nodes.values()) {
    most = Math.max(most, model?.[by] ?? 0);
    hasLeast ||= (model?.[by] ?? 0) === 0;
  }
  return most > 0 ? { by, most, hasLeast } : null;
}

/** Half the width of a model's shape in px: areas grow with numbers, from the smallest shape that can be seen. */
export function modelRadius(scale: SizeScale | null, model: Model | null): number {
  return scale === null ? usualRadius : radiusFor(scale, model?.[scale.by] ?? 0);
}

/** The same for a number. */
export function radiusFor({ most }: SizeScale, value: number): number {
  return smallest + (largest - smallest) * Math.sqrt(Math.max(0, value) / most);
}

/** Round numbers for a legend, the largest first: one near the largest of the family, and parts of it. */
export function roundSizes({ most }: SizeScale): readonly number[] {
  const unit = 10 ** Math.floor(Math.log10(most));
  const top = Math.floor(most / unit) * unit;
  return [...new Set([top, top / 10, top / 100].filter(size => size >= 1 && Number.isInteger(size)))];
}
