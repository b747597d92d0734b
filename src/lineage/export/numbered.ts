import type { Family, FamilyEdge } from "../family";
import type { Model } from "../model";

/** A model with a name that is safe in any file format, whatever its id. */
export interface NumberedNode {
  readonly name: string;
  readonly id: string;
  /** Null for a parent that is not among the family's models. */
  readonly model: Model | null;
}

/** A family for formats that name their nodes: the models in order, then the outside parents. */
export interface NumberedFamily {
  readonly nodes: readonly NumberedNode[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly edge: FamilyEdge }[];
}

/** Names each model and each outside parent (`n0`, `n1`, …); edges lead from parent to child. */
export function numbered(family: Family): NumberedFamily {
  const nodes: NumberedNode[] = family.models.map((model, at) => ({ name: `n${at}`, id: model.id, model }));
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const name = `n${nodes.length}`;
    names.set(id, name);
    nodes.push({ name, id, model: null });
    return name;
  };
  const edges = family.edges.map(edge => ({ from: nameOf(edge.parent), to: nameOf(edge.child), edge }));
  return { nodes, edges };
}
