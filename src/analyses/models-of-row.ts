import { asLists, type LineageColumns, relationCodes, type TraitName } from "../columns/columns";
import type { ModelsOfRow } from "./analysis";
import { type EdgeFilter, edgeFilter } from "./scope";

/** The models of a scope that pass a test. */
export function modelsThat(
  models: number,
  within: Uint8Array | null,
  test: (model: number) => boolean,
): number[] {
  const found: number[] = [];
  for (let model = 0; model < models; model++)
    if ((within === null || within[model] === 1) && test(model)) found.push(model);
  return found;
}

/** The children of the counted edges that pass a test, each once. */
export function childrenThat(
  { edges }: LineageColumns,
  keep: EdgeFilter | undefined,
  test: (edge: number) => boolean,
): number[] {
  const found = new Set<number>();
  for (let edge = 0; edge < edges.child.length; edge++)
    if ((keep === undefined || keep(edge)) && test(edge)) found.add(edges.child[edge]!);
  return [...found];
}

/** For rows that begin with a value of a trait: the models that have it. */
export function byTrait(name: TraitName): ModelsOfRow {
  return (columns, { within }, [value]) => {
    const trait = columns.traits[name];
    if (trait === null) return [];
    const { values, starts, codes } = asLists(trait);
    const code = values.indexOf(String(value));
    if (code < 0) return [];
    return modelsThat(columns.models, within, model =>
      codes.subarray(starts[model], starts[model + 1]).includes(code),
    );
  };
}

/** For rows that begin with a relation: the children of its edges. */
export const byRelation: ModelsOfRow = (columns, options, [name]) => {
  const code = (relationCodes as readonly unknown[]).indexOf(name);
  const { relation } = columns.edges;
  return childrenThat(columns, edgeFilter(columns, options), edge => relation[edge] === code);
};
