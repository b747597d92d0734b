import type { Edges, LineageColumns, NumberColumn } from "./columns";

/** The data needed for descent alone: models with their ids and dates, and edges. */
export interface LinkedModels extends Pick<LineageColumns, "models" | "id"> {
  readonly edges: Edges;
  /** In ms since 1970, NaN if unknown; null if the source lacks it. */
  readonly createdAt: NumberColumn | null;
  /** The place of a model among all in here; -1 for one without edges. */
  readonly place: (model: number) => number;
}

/**
 * The models at either end of an edge, in their original order; edges keep their numbers. On the Hub these are a sixth
 * of all models, so analyses of descent alone visit only a sixth of the rows.
 */
export function linkedModels({ models, id, edges, numbers }: LineageColumns): LinkedModels {
  const place = new Uint32Array(models);
  for (const ends of [edges.child, edges.parent])
    for (let edge = 0; edge < ends.length; edge++) place[ends[edge]!] = 1;
  const rows = new Uint32Array(Math.min(models, 2 * edges.child.length));
  let linked = 0;
  for (let model = 0; model < models; model++) {
    if (place[model] === 0) continue;
    place[model] = linked;
    rows[linked++] = model;
  }
  const { createdAt } = numbers;
  const dates = createdAt && Float64Array.from(rows.subarray(0, linked), row => createdAt[row]!);
  const placed = (ends: Uint32Array) => {
    const places = new Uint32Array(ends.length);
    for (let edge = 0; edge < ends.length; edge++) places[edge] = place[ends[edge]!]!;
    return places;
  };
  return {
    models: linked,
    id: row => id(rows[row]!),
    edges: { child: placed(edges.child), parent: placed(edges.parent), relation: edges.relation },
    createdAt: dates,
    place: model => (linked > 0 && rows[place[model]!] === model ? place[model]! : -1),
  };
}
