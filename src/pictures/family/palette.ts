import { licenseClasses, licenseClassNames } from "../../licenses/license-class";
import type { Family } from "../../lineage/family";
import { type Model, type Relation, relations } from "../../lineage/model";
import {
  changeReader,
  groupName,
  groupReader,
  isInherited,
  notRead,
  type TraitName,
  traitNames,
} from "../../lineage/trait-value";
import type { FamilyTree, ReadValue, TreeNode } from "../../lineage/tree/family-tree";
import { english, phrase, t } from "../../words/words";
import {
  classInk,
  classOfValue,
  isShape,
  noInk,
  otherInk,
  ownColors,
  type Shape,
  shapeInk,
  unreadInk,
} from "./color-numbers";

/** One row of the color legend: the values that share a color, and their number of models. */
export interface PaletteEntry {
  readonly name: string;
  /** The values, most common first; null for undeclared. */
  readonly values: readonly (string | null)[];
  readonly models: number;
  readonly ink: number;
}

/** What can be the color of a picture: a trait, or the relation to the first parent. */
export type ColorBy = TraitName | "relation";

/** Everything that can be the color, in the order in which it is offered. */
export const colorings: readonly ColorBy[] = [...traitNames, ...english(["relation"] as const)];

/** Maps the values of a trait, or of the relation, to colors in one family. */
export interface Palette {
  readonly trait: ColorBy;
  readonly entries: readonly PaletteEntry[];
  /** Reads the trait; `notRead` for a missing parent and for a model that was not read. */
  valueOf(model: Model | null): string | null;
  /** The color number of a value: 0 to 5, `otherInk`, `noInk`, or `unreadInk`. */
  inkOf(value: string | null): number;
  /** A value in words. */
  nameOf(value: string | null): string;
  /** Reads the trait to mark changes; always null if every model has its own value. */
  readonly readChange: ReadValue;
}

type Counted = readonly (readonly [value: string | null, models: number])[];

function sumOf(counted: Counted): number {
  return counted.reduce((sum, [, models]) => sum + models, 0);
}

function entryOf(name: string, ink: number, counted: Counted): PaletteEntry {
  return { name, ink, models: sumOf(counted), values: counted.map(([value]) => value) };
}

/** How many licenses a row of the legend names. */
const namedLicenses = 3;

/** One row for each class of licenses that occurs, with the most common licenses in it. */
function licenseEntries(counted: Counted): PaletteEntry[] {
  return licenseClasses.flatMap(kind => {
    const within = counted.filter(([value]) => classOfValue(value) === kind);
    if (within.length === 0) return [];
    const named = within.slice(0, namedLicenses).map(([value]) => value);
    const more = within.length > named.length ? t`, ${within.length - named.length} more` : "";
    const name = phrase(licenseClassNames[kind]);
    return entryOf(
      kind === "none" || kind === "unread" ? name : `${name}: ${named.join(", ")}${more}`,
      classInk(kind),
      within,
    );
  });
}

/** One row for each of the six most common values, one for all others, one for undeclared, and one for not read. */
function commonEntries(counted: Counted): PaletteEntry[] {
  const declared = counted.filter(([value]) => value !== null && value !== notRead);
  const rest = declared.slice(ownColors);
  const others = [
    [null, noInk],
    [notRead, unreadInk],
  ] as const;
  const restName = rest.length === 1 ? (rest[0]?.[0] ?? "") : t`${rest.length} others`;
  return [
    ...declared.slice(0, ownColors).map((one, ink) => entryOf(one[0] ?? "", ink, [one])),
    ...(rest.length > 0 ? [entryOf(restName, otherInk, rest)] : []),
    ...others.flatMap(([value, ink]) => {
      const those = counted.filter(([each]) => each === value);
      return those.length > 0 ? [entryOf(groupName(value), ink, those)] : [];
    }),
  ];
}

/**
 * Gives the values of a trait their colors. Licenses have the color of their class, so they keep it in every family.
 * Of other traits, each of the six most common values has a color; the rest share one, and undeclared stays hollow.
 */
export function paletteOf(family: Family, trait: ColorBy): Palette {
  if (trait === "relation") return relationPalette(family);
  const read = groupReader(trait);
  const counted = countedBy(family, read);
  const entries = trait === "license" ? licenseEntries(counted) : commonEntries(counted);
  const inks = new Map(entries.flatMap(({ values, ink }) => values.map(value => [value, ink] as const)));
  return {
    trait,
    entries,
    valueOf: read,
    inkOf: value => (value === null ? noInk : value === notRead ? unreadInk : (inks.get(value) ?? otherInk)),
    nameOf: groupName,
    readChange: isInherited(trait) ? changeReader(trait) : () => null,
  };
}

function countedBy({ models }: Family, read: (model: Model) => string | null): Counted {
  const counts = new Map<string | null, number>();
  for (const model of models) {
    const value = read(model);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));
}

/** The relations to the first parent, each with its color in every family. */
function relationPalette(family: Family): Palette {
  const first = new Map<string, Relation>();
  for (const { child, relation } of family.edges) if (!first.has(child)) first.set(child, relation);
  const read = (model: Model | null) => {
    if (model === null) return notRead;
    return first.get(model.id) ?? (model.unread ? notRead : "root");
  };
  const inkOf = (value: string | null) => (isShape(value) ? shapeInk(value) : unreadInk);
  const nameOf = (value: string | null) => (isShape(value) ? phrase(shapeNames[value]) : groupName(value));
  const counted = countedBy(family, read);
  const entries = [...shapes, notRead].flatMap(value => {
    const those = counted.filter(([each]) => each === value);
    return those.length > 0 ? [entryOf(nameOf(value), inkOf(value), those)] : [];
  });
  return { trait: "relation", entries, valueOf: read, inkOf, nameOf, readChange: () => null };
}

/** The names of shapes, as the legend shows them. */
export const shapeNames: Readonly<Record<Shape, string>> = english({
  root: "root",
  finetune: "finetune",
  adapter: "adapter",
  merge: "merge",
  quantized: "quantized",
  unknown: "unknown relation",
});

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
  for (const { id, unread } of family.models) {
    const shape = tree.parentsOf.get(id)?.[0]?.relation ?? "root";
    // Nobody knows whether a model that was not read has parents.
    if (unread && shape === "root") continue;
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
