import { relationCodes } from "../../columns/columns";
import type { LinkedModels } from "../../columns/linked-models";
import type { Relation } from "../../lineage/model";
import { branchingByAge, firstChildren } from "../../statistics/descent/branching-hazard";
import type { ResultTable } from "../analysis";
import type { EdgeFilter } from "../scope";

/** How soon the derived models of one relation have children themselves. */
export interface BranchingAges {
  readonly relation: Relation | "all";
  readonly models: number;
  readonly branched: number;
  readonly within30Days: number | null;
  readonly within90Days: number | null;
  readonly withinYear: number | null;
}

const ages = [30, 90, 365];

/**
 * The hazard of branching, by the strongest relation of a model to its parents; `inside` are the edges to parents, and
 * `unmerged` those to children. Null if there are no dates.
 */
export function branchingAges(
  { models, edges, createdAt }: LinkedModels,
  inside: EdgeFilter | undefined,
  unmerged: EdgeFilter,
  now: number,
): readonly BranchingAges[] {
  if (createdAt === null) return [];
  const strongest = new Int8Array(models).fill(-1);
  for (let edge = 0; edge < edges.child.length; edge++) {
    const model = edges.child[edge]!;
    if (model === edges.parent[edge] || inside?.(edge) === false) continue;
    strongest[model] = Math.max(strongest[model]!, edges.relation[edge]!);
  }
  const byRelation: number[][] = relationCodes.map(() => []);
  strongest.forEach((code, model) => {
    byRelation[code]?.push(model);
  });
  const first = firstChildren(createdAt, edges, unmerged);
  const row = (relation: BranchingAges["relation"], subjects: readonly number[]): BranchingAges => {
    const { models: known, branched, shares } = branchingByAge(createdAt, first, subjects, ages, now);
    const [within30Days = null, within90Days = null, withinYear = null] = shares;
    return { relation, models: known, branched, within30Days, within90Days, withinYear };
  };
  const rows = relationCodes.map((relation, code) => row(relation, byRelation[code] ?? []));
  return [row("all", byRelation.flat()), ...rows].filter(each => each.models > 0);
}

/** The same as a table. */
export function branchingAgesTable(rows: readonly BranchingAges[]): ResultTable {
  return {
    id: "branching-ages",
    title:
      "Derived models that have a child by an age (Kaplan and Meier; models without one count until the snapshot)",
    columns: ["relation", "models", "branched", "within30Days", "within90Days", "withinYear"],
    rows: rows.map(row => [
      ...[row.relation, row.models, row.branched],
      ...[row.within30Days, row.within90Days, row.withinYear],
    ]),
  };
}
