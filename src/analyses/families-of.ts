import type { LineageColumns } from "../columns/columns";
import { once } from "../lineage/make-once";
import { joinedBy } from "../statistics/components";
import type { EdgeFilter } from "./scope";

/** The family of each model, as a number, and how a family is named: after its model with the most children. */
export interface Families {
  readonly of: (model: number) => number;
  readonly name: (family: number) => string;
}

/** The families of the models: weakly connected components over the edges that count. They are found on first use. */
export function familiesOf(
  { models, edges, id }: Pick<LineageColumns, "models" | "edges" | "id">,
  keep: EdgeFilter | undefined,
): Families {
  const found = once(() => joinedBy(models, edges, keep));
  const names = once(() => {
    const counts = new Uint32Array(models);
    for (let edge = 0; edge < edges.parent.length; edge++) {
      const parent = edges.parent[edge]!;
      if (keep === undefined || keep(edge)) counts[parent] = counts[parent]! + 1;
    }
    const best = new Map<number, number>();
    for (const parent of edges.parent) {
      if (counts[parent] === 0) continue;
      const family = found()(parent);
      const known = best.get(family);
      const more = known === undefined ? 1 : counts[parent]! - counts[known]!;
      if (more > 0 || (more === 0 && parent < (known ?? -1))) best.set(family, parent);
    }
    return best;
  });
  return {
    of: model => found()(model),
    name: family => id(names().get(family) ?? family),
  };
}
