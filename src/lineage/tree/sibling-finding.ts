import type { Family } from "../family";
import { childrenIn } from "../model";
import { changeReader } from "../trait-value";
import { lineOf } from "../walk";

/** What the children of a model, other than the model in the middle, did with its license. */
export interface SiblingFinding {
  readonly parent: string;
  /** The license of the parent; null if it is not known. */
  readonly license: string | null;
  /** The other children: as many as the Hub counts, or as are known, whichever is more. */
  readonly children: number;
  /** Those of them that were read. */
  readonly read: number;
  /** Those of them whose license is known. */
  readonly known: number;
  /** Those of them that changed the license of the parent. */
  readonly changed: number;
}

/** Counts the children of a parent other than the model in the middle; null if the parent is not in the family. */
export function siblingFinding({ root, models, edges }: Family, parent: string): SiblingFinding | null {
  const byId = new Map(models.map(model => [model.id, model]));
  const above = byId.get(parent);
  if (above === undefined) return null;
  const read = changeReader("license");
  const ids = new Set(
    edges.flatMap(edge => (edge.parent === parent && edge.child !== root ? [edge.child] : [])),
  );
  const children = [...ids].flatMap(id => {
    const model = byId.get(id);
    return model === undefined || model.unread ? [] : [model];
  });
  const counted = childrenIn(above.childCounts) ?? 0;
  const license = read(above);
  const licenses = children.flatMap(model => read(model) ?? []);
  return {
    parent,
    license,
    children: Math.max(ids.size, counted),
    read: children.length,
    known: licenses.length,
    changed: license === null ? 0 : licenses.filter(value => value !== license).length,
  };
}

/** A family without the other children of its ancestors: the model in the middle, its ancestors, and its descendants. */
export function withoutSiblings(family: Family): Family {
  const kept = lineOf(family.root, family.edges);
  return {
    ...family,
    models: family.models.filter(({ id }) => kept.has(id)),
    edges: family.edges.filter(({ child }) => kept.has(child)),
  };
}
