import type { LineageColumns } from "../columns/columns";
import { once } from "../lineage/make-once";
import { componentsOf } from "../statistics/components";
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
  const found = once(() => componentsOf(models, edges, keep).of);
  const children = once(() => {
    const counts = new Uint32Array(models);
    for (let edge = 0; edge < edges.parent.length; edge++) {
      const parent = edges.parent[edge]!;
      if (keep === undefined || keep(edge)) counts[parent] = counts[parent]! + 1;
    }
    return counts;
  });
  return {
    of: model => found()[model]!,
    name: family => {
      const [of, counts] = [found(), children()];
      let best = -1;
      for (let model = 0; model < models; model++)
        if (of[model] === family && (best < 0 || counts[model]! > counts[best]!)) best = model;
      return best < 0 ? "" : id(best);
    },
  };
}
