import type { Family } from "../../../src/lineage/family";
import { type Model, type Relation, relations } from "../../../src/lineage/model";
import { isInherited, type TraitName, traitReader } from "../../../src/lineage/trait-value";
import type { FamilyTree, ReadValue, TreeNode } from "../../../src/lineage/tree/family-tree";

/** One row of the color legend: a value, its number of models, and its color number. */
export interface PaletteEntry {
  /** Null for undeclared. */
  readonly value: string | null;
  readonly models: number;
  readonly ink: number;
  /** Whether the row combines several values and cannot be used as a filter. */
  readonly several: boolean;
}

/** Maps the values of a trait to colors in one family. */
export interface Palette {
  readonly trait: TraitName;
  readonly entries: readonly PaletteEntry[];
  /** Reads the trait; unknown for a missing parent. */
  valueOf(model: Model | null): string | null;
  /** The color number of a value: 0 to 5, `otherInk` or `noInk`. */
  inkOf(value: string | null): number;
  /** Reads the trait to mark changes; always null if every model has its own value. */
  readonly readChange: ReadValue;
}

/** How a model was made from its first parent, or a root if it declares none. */
export type Shape = Relation | "root";

const colors = 6;
/** The color shared by all rarer values. */
export const otherInk = colors;
/** The number for "not declared", drawn hollow. */
export const noInk = colors + 1;

/** Gives each of the six most common values of a trait a color; the rest share one, and undeclared stays hollow. */
export function paletteOf(family: Family, trait: TraitName): Palette {
  const read = traitReader(trait);
  const counts = new Map<string | null, number>();
  for (const model of family.models) {
    const value = read(model);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const common = [...counts]
    .filter((entry): entry is [string, number] => entry[0] !== null)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const inks = new Map(common.slice(0, colors).map(([value], index) => [value, index]));
  const entries: PaletteEntry[] = common
    .slice(0, colors)
    .map(([value, models], ink) => ({ value, models, ink, several: false }));
  const rest = common.slice(colors);
  if (rest.length > 0) {
    const models = rest.reduce((sum, [, n]) => sum + n, 0);
    const value = rest.length === 1 ? (rest[0]?.[0] ?? "") : `${rest.length} others`;
    entries.push({ value, models, ink: otherInk, several: rest.length > 1 });
  }
  const undeclared = counts.get(null) ?? 0;
  if (undeclared > 0) entries.push({ value: null, models: undeclared, ink: noInk, several: false });
  return {
    trait,
    entries,
    valueOf: model => (model === null ? null : read(model)),
    inkOf: value => (value === null ? noInk : (inks.get(value) ?? otherInk)),
    readChange: isInherited(trait) ? read : () => null,
  };
}

/** The class that gives a legend element the color with that number. */
export function inkClass(ink: number): string {
  if (ink === noInk) return "color-none";
  return ink === otherInk ? "color-other" : `color-${ink + 1}`;
}

/** All shapes, in legend order. */
export const shapes: readonly Shape[] = ["root", ...relations];

/** The shape drawn for a model. */
export function shapeOf(tree: FamilyTree, node: TreeNode): Shape {
  if (node.side === "descendant" && node.relation) return node.relation;
  return tree.parentsOf.get(node.id)?.[0]?.relation ?? "root";
}

/** The number of models of each shape in a family, in legend order. */
export function shapeCounts(family: Family, tree: FamilyTree): readonly (readonly [Shape, number])[] {
  const counts = new Map<Shape, number>();
  for (const { id } of family.models) {
    const shape = tree.parentsOf.get(id)?.[0]?.relation ?? "root";
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return shapes.flatMap(shape => {
    const n = counts.get(shape) ?? 0;
    return n > 0 ? [[shape, n] as const] : [];
  });
}

const outlines: Readonly<Record<Shape, string>> = {
  finetune: "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0z",
  adapter: "M0 -6.5L6.5 0L0 6.5L-6.5 0z",
  merge: "M0 -6L6.2 5L-6.2 5z",
  quantized: "M-5 -5H5V5H-5z",
  unknown: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0zM-1.8 0a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0z",
  root: "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0zM-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0z",
};

/** SVG path of a shape, about 12 px wide and centered on its origin. */
export function outline(shape: Shape): string {
  return outlines[shape];
}

/** Line dash pattern of each relation, in px. */
export const dashes: Readonly<Record<Relation, readonly number[]>> = {
  finetune: [],
  adapter: [6, 4],
  merge: [9, 3, 2, 3],
  quantized: [1.5, 3],
  unknown: [],
};
