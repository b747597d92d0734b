import { english } from "../words/words";
import type { Family } from "./family";
import { primaryParents } from "./primary-parents";
import { licenseText } from "./traits/trait-change";

/** One value of a row. */
export type FamilyValue = string | number | null;

/** A family as a table: one row per model, the root first. */
export interface FamilyRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly FamilyValue[])[];
}

/** The columns of `familyRows`, in order; lists are joined by spaces, which neither ids nor codes contain. */
const columns: readonly string[] = [
  "id",
  "relation",
  "license",
  "task",
  "library",
  "languages",
  "downloads",
  "likes",
  "parameters",
  "created_at",
  "children",
  "generation",
  "parent",
  "other_parents",
  "datasets",
];

/** What stands for the traits of a model that was not read: an empty cell is a trait that is not declared. */
export const [notReadCell] = english(["not read"] as const);

function joined(values: readonly string[]): string | null {
  return values.length === 0 ? null : values.join(" ");
}

/**
 * A family as rows. `parent` is the primary parent, `generation` the distance from a model without parents in the
 * family, and `children` counts those in the family. A license `other` is followed by its name if the card has one. The
 * traits of a model that was not read are `not read`.
 */
export function familyRows(family: Family): FamilyRows {
  const tree = primaryParents(family);
  const parents = new Map<string, string[]>();
  const relation = new Map<string, string>();
  const children = new Map<string, number>();
  for (const edge of family.edges) {
    const known = parents.get(edge.child);
    if (known) known.push(edge.parent);
    else parents.set(edge.child, [edge.parent]);
    if (!relation.has(edge.child)) relation.set(edge.child, edge.relation);
    if (!edge.outside) children.set(edge.parent, (children.get(edge.parent) ?? 0) + 1);
  }
  const rows = family.models.map(model => {
    const { id } = model;
    const told = (value: string | null) => (model.unread ? notReadCell : value);
    const all = parents.get(id) ?? [];
    const primary = tree.parentOf.get(id);
    const parent = primary?.parent ?? all[0] ?? null;
    return [
      id,
      primary?.relation ?? relation.get(id) ?? null,
      told(licenseText(model)),
      told(model.task),
      told(model.library),
      told(joined(model.languages)),
      model.downloads,
      model.likes,
      model.parameters,
      model.createdAt,
      children.get(id) ?? 0,
      tree.generationOf.get(id) ?? null,
      parent,
      joined(all.filter(other => other !== parent)),
      told(joined(model.datasets)),
    ];
  });
  return { columns, rows };
}
