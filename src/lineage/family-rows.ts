import type { Family } from "./family";
import { primaryParents } from "./primary-parents";

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

function joined(values: readonly string[]): string | null {
  return values.length === 0 ? null : values.join(" ");
}

/**
 * A family as rows. `parent` is the primary parent, `generation` the distance from a model without parents in the
 * family, and `children` counts those in the family. A license `other` is followed by its name if the card has one.
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
    const { id, license, licenseName } = model;
    const all = parents.get(id) ?? [];
    const primary = tree.parentOf.get(id);
    const parent = primary?.parent ?? all[0] ?? null;
    return [
      id,
      primary?.relation ?? relation.get(id) ?? null,
      license === "other" && licenseName !== null ? `other (${licenseName})` : license,
      model.task,
      model.library,
      joined(model.languages),
      model.downloads,
      model.likes,
      model.parameters,
      model.createdAt,
      children.get(id) ?? 0,
      tree.generationOf.get(id) ?? null,
      parent,
      joined(all.filter(other => other !== parent)),
      joined(model.datasets),
    ];
  });
  return { columns, rows };
}
