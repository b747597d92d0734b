import type { Family, FamilyEdge } from "./family";

/** A family as a forest in which each model has at most one parent, for tree formats and generations. */
export interface PrimaryTree {
  /** Models without a parent among the family's models, in the family's order. */
  readonly roots: readonly string[];
  /** The edge to the primary parent of each model that has one. */
  readonly parentOf: ReadonlyMap<string, FamilyEdge>;
  readonly childrenOf: ReadonlyMap<string, readonly string[]>;
  /** Steps from a root, 0 for roots. */
  readonly generationOf: ReadonlyMap<string, number>;
  /** Edges that do not fit into a tree: further parents of merges, and edges that close a cycle. */
  readonly left: readonly FamilyEdge[];
}

function closesCycle({ child, parent }: FamilyEdge, parentOf: ReadonlyMap<string, FamilyEdge>): boolean {
  for (let at: string | undefined = parent; at !== undefined; at = parentOf.get(at)?.parent) {
    if (at === child) return true;
  }
  return false;
}

/**
 * Chooses for each model the first declared parent among the family's models that does not close a cycle. Parents
 * outside the family are ignored, because no model is known for them.
 */
export function primaryParents(family: Family): PrimaryTree {
  const parentOf = new Map<string, FamilyEdge>();
  const childrenOf = new Map<string, string[]>();
  const left: FamilyEdge[] = [];
  const members = new Set(family.models.map(model => model.id));
  for (const edge of family.edges) {
    if (!members.has(edge.parent)) continue;
    // A model without children is nobody's ancestor; without this check, a long chain takes quadratic time.
    const isAncestor = childrenOf.has(edge.child) || edge.child === edge.parent;
    if (parentOf.has(edge.child) || (isAncestor && closesCycle(edge, parentOf))) left.push(edge);
    else {
      parentOf.set(edge.child, edge);
      const siblings = childrenOf.get(edge.parent);
      if (siblings) siblings.push(edge.child);
      else childrenOf.set(edge.parent, [edge.child]);
    }
  }
  const roots = family.models.map(model => model.id).filter(id => !parentOf.has(id));
  const generationOf = new Map(roots.map(id => [id, 0]));
  for (const [id, generation] of generationOf) {
    for (const child of childrenOf.get(id) ?? []) generationOf.set(child, generation + 1);
  }
  return { roots, parentOf, childrenOf, generationOf, left };
}
