import type { Family } from "../../../src/lineage/family";
import { type Model, type Relation, relations } from "../../../src/lineage/model";
import { isInherited, type TraitName, traitReader } from "../../../src/lineage/trait-value";
import type { FamilyTree, ReadValue, TreeNode } from "../../../src/lineage/tree/family-tree";

/** One line of the legend of colors: a value, how many models have it, and the number of its color. */
export interface PaletteEntry {
  /** Null for what is not declared. */
  readonly value: string | null;
  readonly models: number;
  readonly ink: number;
  /** Whether the line stands for several values, so that it cannot be filtered by. */
  readonly several: boolean;
}

/** Which value of a trait has which color in one family. */
export interface Palette {
  readonly trait: TraitName;
  readonly entries: readonly PaletteEntry[];
  /** Reads the trait; for a missing parent nothing is known. */
  valueOf(model: Model | null): string | null;
  /** The number of the color of a value: 0 to 5, `otherInk` or `noInk`. */
  inkOf(value: string | null): number;
  /** Reads the trait for marking changes; always null where every model has a value of its own. */
  readonly readChange: ReadValue;
}

/** What a model is: how it was made from its first parent, or a root when it declares none. */
export type Shape = Relation | "root";

const colors = 6;
/** The color that all rarer values share. */
export const otherInk = colors;
/** The number of "not declared": drawn hollow. */
export const noInk = colors + 1;

/** Gives the six most common values of a trait a color each; the rest share one, undeclared stays hollow. */
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

/** The class that gives an element of the legend the color of that number. */
export function inkClass(ink: number): string {
  if (ink === noInk) return "color-none";
  return ink === otherInk ? "color-other" : `color-${ink + 1}`;
}

/** Every shape, in the order of the legend. */
export const shapes: readonly Shape[] = ["root", ...relations];

/** The shape of a model in the drawing. */
export function shapeOf(tree: FamilyTree, node: TreeNode): Shape {
  if (node.side === "descendant" && node.relation) return node.relation;
  return tree.parentsOf.get(node.id)?.[0]?.relation ?? "root";
}

/** How many models of a family have each shape, in the order of the legend. */
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

/** SVG path of a shape, about 12 px wide around its own origin. */
export function outline(shape: Shape): string {
  return outlines[shape];
}

/** Dashes of the line of each relation, in px. */
export const dashes: Readonly<Record<Relation, readonly number[]>> = {
  finetune: [],
  adapter: [6, 4],
  merge: [9, 3, 2, 3],
  quantized: [1.5, 3],
  unknown: [],
};
