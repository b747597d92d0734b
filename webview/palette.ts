import type { Family } from "../src/lineage/family";
import type { FamilyTree, TreeNode } from "../src/lineage/family-tree";
import { type Relation, relations } from "../src/lineage/model";

/** One line of the legend of colours: a license, how many models have it, and the class that colours it. */
export interface PaletteEntry {
  readonly license: string | null;
  readonly models: number;
  readonly className: string;
}

/** Which license has which colour in one family. */
export interface Palette {
  readonly entries: readonly PaletteEntry[];
  classOf(license: string | null): string;
}

/** What a model is: how it was made from its first parent, or a root when it declares none. */
export type Shape = Relation | "root";

const colours = 6;

/** Gives the six most common licenses of a family a colour each; the rest share one, undeclared stays hollow. */
export function paletteOf(family: Family): Palette {
  const counts = new Map<string | null, number>();
  for (const { license } of family.models) counts.set(license, (counts.get(license) ?? 0) + 1);
  const common = [...counts]
    .filter((entry): entry is [string, number] => entry[0] !== null)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const coloured = common.slice(0, colours);
  const classes = new Map(coloured.map(([license], index) => [license, `colour-${index + 1}`]));
  const rest = common.slice(colours);
  const entries: PaletteEntry[] = coloured.map(([license, models]) => ({
    license,
    models,
    className: classes.get(license) ?? "",
  }));
  const others = rest.reduce((sum, [, models]) => sum + models, 0);
  if (rest.length > 0) {
    const license = rest.length === 1 ? (rest[0]?.[0] ?? "") : `${rest.length} other licenses`;
    entries.push({ license, models: others, className: "colour-other" });
  }
  const undeclared = counts.get(null) ?? 0;
  if (undeclared > 0) entries.push({ license: null, models: undeclared, className: "colour-none" });
  const classOf = (license: string | null) =>
    license === null ? "colour-none" : (classes.get(license) ?? "colour-other");
  return { entries, classOf };
}

/** The shape of a model in the drawing. */
export function shapeOf(tree: FamilyTree, node: TreeNode): Shape {
  if (node.side === "descendant" && node.relation) return node.relation;
  return tree.parentsOf.get(node.id)?.[0]?.relation ?? "root";
}

/** How many models of a family have each shape, largest groups in the order of relations. */
export function shapeCounts(family: Family, tree: FamilyTree): readonly (readonly [Shape, number])[] {
  const counts = new Map<Shape, number>();
  for (const { id } of family.models) {
    const shape = tree.parentsOf.get(id)?.[0]?.relation ?? "root";
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  const order: readonly Shape[] = ["root", ...relations];
  return order.flatMap(shape => {
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
