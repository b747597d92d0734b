import type { DeclaredTraits } from "../../card/licensing/declared-traits";
import type { Family } from "../../lineage/family";
import type { Edge, Model, Relation } from "../../lineage/model";
import { draftModel } from "../../lineage/traits/laid-card";
import type { Index } from "../ports/index-port";

/** A card that is not on the Hub: its display name, declared parents, and traits. */
export interface Draft {
  readonly name: string;
  readonly parents: readonly string[];
  readonly relation: Relation;
  readonly traits: DeclaredTraits;
}

/**
 * The family of a draft: the draft, its declared parents, any of their ancestors in the index, and the other children of the
 * first parent.
 */
export async function draftFamily(draft: Draft, index: Index): Promise<Family> {
  const families = await Promise.all(
    draft.parents.map((id, at) => index.family({ id, down: at === 0 ? 1 : 0 })),
  );
  const found = await index.lookup(draft.parents);
  const missing = new Set(families.flatMap(family => family.missing));
  draft.parents.forEach((id, i) => {
    const lookup = found[i];
    if (lookup?.state === "failed" && lookup.reason.startsWith("missing")) missing.add(id);
  });
  const own = draftModel(draft.name, draft.traits);
  const models = new Map<string, Model>([[draft.name, own]]);
  const edges = new Map<string, Family["edges"][number]>();
  families.forEach((family, i) => {
    if (!missing.has(draft.parents[i] ?? "")) for (const model of family.models) models.set(model.id, model);
    for (const edge of family.edges) edges.set(`${edge.child} ${edge.parent}`, edge);
    const edge: Edge = { child: draft.name, parent: family.root, relation: draft.relation };
    edges.set(`${edge.child} ${edge.parent}`, edge);
  });
  const below = families.flatMap(({ snapshot }) => snapshot ?? []);
  // Families of parents may share ancestors, so their sum is only a bound.
  const shared = Math.min(
    models.size - 1,
    below.reduce((sum, part) => sum + part.models, 0),
  );
  const snapshot = below[0] && { models: shared, takenAt: below[0].takenAt };
  const ages = families.flatMap(family => family.oldestAt ?? []);
  return {
    root: draft.name,
    models: [...models.values()],
    edges: [...edges.values()],
    missing: [...missing],
    cycles: families.flatMap(family => family.cycles),
    unchecked: [],
    oldestAt: ages.length === 0 ? null : Math.min(...ages),
    ...(snapshot && { snapshot }),
  };
}
