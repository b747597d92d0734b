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
 * The hazard of branching over all derived models, then by the strongest relation of a model to its parents; `inside` are the
 * edges to parents, and `unmerged` those to children. Empty if there are no dates.
 */
export function branchingAges(
  { models, edges, createdAt }: LinkedModels,
  inside: EdgeFilter | undefined,
  unmerged: EdgeFilter,
  now: number,
  relations: readonly Relation[] = relationCodes,
): readonly BranchingAges[] {
  if (createdAt === null) return [];
  const strongest = new Int8Array(models).fill(-1);
  for (let edge = 0; edge < edges.child.length; edge++) {
    const model = edges.child[edge]!;
    if (model === edges.parent[edge] || inside?.(edge) === false) continue;
    strongest[model] = Math.max(strongest[model]!, edges.relation[edge]!);
  }
  const first = firstChildren(createdAt, edges, unmerged);
  const row = (relation: BranchingAges["relation"]): BranchingAges => {
    const subjects = subjectsOf(strongest, relation === "all" ? null : relationCodes.indexOf(relation));
    const { models: known, branched, shares } = branchingByAge(createdAt, first, subjects, ages, now);
    const [within30Days = null, within90Days = null, withinYear = null] = shares;
    return { relation, models: known, branched, within30Days, within90Days, withinYear };
  };
  return [row("all"), ...relations.map(row)].filter(each => each.models > 0);
}

/** The models with a relation as their strongest one; all derived models for null. */
function subjectsOf(strongest: Int8Array, code: number | null): Uint32Array {
  const found = new Uint32Array(strongest.length);
  let count = 0;
  for (let model = 0; model < strongest.length; model++) {
    const own = strongest[model]!;
    if (code === null ? own >= 0 : own === code) found[count++] = model;
  }
  return found.subarray(0, count);
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
