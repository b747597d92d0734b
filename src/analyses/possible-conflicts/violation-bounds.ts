import { type LineageColumns, type OptionalCodes, relationCodes } from "../../columns/columns";
import { type ClusteredRatio, clusteredRatio, SumsByCluster } from "../../statistics/cluster-sums";
import type { AnalysisOptions, Headline, ResultTable } from "../analysis";
import { familiesOf } from "../families-of";
import { clusteredHeadline } from "../headlines";
import type { EdgeFilter } from "../scope";

/** Whether a pair of licenses (codes) may conflict under a relation (its code). */
export type Conflicts = (parent: number, child: number, relation: number) => boolean;

/** The share of edges in possible conflict, under each reading of what the data leave open. */
export interface ConflictBounds {
  readonly judged: number;
  readonly conflicts: number;
  /** Among edges whose parent has a license whose terms the MIT license does not keep. */
  readonly withTerms: { readonly judged: number; readonly conflicts: number };
  /** With every unknown relation read as a finetune, and as an adapter. */
  readonly asFinetune: number;
  readonly asAdapter: number;
  /** Edges whose parent has a license: as many conflict if every missing license of a child keeps the terms, or none does. */
  readonly parentLicensed: number;
  readonly most: number;
  /** Edges whose parent has terms, with or without a license of the child, and those whose child has terms too. */
  readonly evidence: { readonly edges: number; readonly kept: number };
}

/** The share and its bounds, with the sums by parent. */
export interface CountedConflicts {
  readonly bounds: ConflictBounds;
  readonly byParent: SumsByCluster;
  readonly withTermsByParent: SumsByCluster;
}

const unknown = relationCodes.indexOf("unknown");
const [finetune, adapter] = [relationCodes.indexOf("finetune"), relationCodes.indexOf("adapter")];

/** Counts possible conflicts under each reading; `codes` are the first licenses of the models. */
export function conflictBounds(
  { edges }: LineageColumns,
  codes: OptionalCodes,
  hasTerms: (parent: number) => boolean,
  conflict: Conflicts,
  keep: EdgeFilter | undefined,
): CountedConflicts {
  const [byParent, withTermsByParent] = [new SumsByCluster(), new SumsByCluster()];
  let [judged, conflicts, asFinetune, asAdapter, parentLicensed, open, kept] = [0, 0, 0, 0, 0, 0, 0];
  for (let edge = 0; edge < edges.child.length; edge++) {
    if (keep && !keep(edge)) continue;
    const model = edges.parent[edge]!;
    const [parent, child] = [codes[model]!, codes[edges.child[edge]!]!];
    if (parent < 0) continue;
    parentLicensed++;
    if (child < 0) {
      if (hasTerms(parent)) open++;
      continue;
    }
    const relation = edges.relation[edge]!;
    const isConflict = conflict(parent, child, relation) ? 1 : 0;
    judged++;
    conflicts += isConflict;
    asFinetune += relation === unknown ? Number(conflict(parent, child, finetune)) : isConflict;
    asAdapter += relation === unknown ? Number(conflict(parent, child, adapter)) : isConflict;
    byParent.add(model, isConflict, 1);
    if (!hasTerms(parent)) continue;
    withTermsByParent.add(model, isConflict, 1);
    if (hasTerms(child)) kept++;
  }
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const withTerms = { judged: sum(withTermsByParent.wholes), conflicts: sum(withTermsByParent.parts) };
  const bounds = {
    judged,
    conflicts,
    withTerms,
    asFinetune,
    asAdapter,
    parentLicensed,
    most: conflicts + open,
    evidence: { edges: withTerms.judged + open, kept },
  };
  return { bounds, byParent, withTermsByParent };
}

/** The headlines of possible conflicts. */
export function conflictSummary(
  columns: LineageColumns,
  { bounds, byParent, withTermsByParent }: CountedConflicts,
  edges: number,
  { seed, draws = 999 }: AnalysisOptions,
  keep: EdgeFilter | undefined,
): readonly Headline[] {
  if (bounds.judged === 0) return [];
  const families = familiesOf(columns, keep);
  const line = (what: string, sums: SumsByCluster, leftOut: string): Headline => {
    const ratio: ClusteredRatio = clusteredRatio(sums, families.of, { seed, draws });
    const method = "edges whose licenses may conflict, by the license table; interval and weights by parent";
    return clusteredHeadline(columns, ratio, { what, of: edges, leftOut, method }, families.name);
  };
  return [
    line("share of edges in possible conflict", byParent, "edges without a license at an end"),
    ...(bounds.withTerms.judged === 0
      ? []
      : [
          line(
            "share in possible conflict among parents that have terms",
            withTermsByParent,
            "edges without a license at an end, and parents whose terms the MIT license keeps",
          ),
        ]),
  ];
}

/** The bounds as a table. */
export function boundsTable(bounds: ConflictBounds): ResultTable {
  const { judged, conflicts, withTerms, asFinetune, asAdapter, parentLicensed, most } = bounds;
  const row = (reading: string, part: number, whole: number) => [
    reading,
    part,
    whole,
    whole === 0 ? null : part / whole,
  ];
  return {
    id: "bounds",
    title: "Possible conflicts by what the data leave open",
    columns: ["reading", "conflicts", "edges", "share"],
    rows: [
      row("licenses at both ends, relations as declared", conflicts, judged),
      row(
        "parents that have terms (which the MIT license does not keep)",
        withTerms.conflicts,
        withTerms.judged,
      ),
      row("every unknown relation is a finetune", asFinetune, judged),
      row("every unknown relation is an adapter", asAdapter, judged),
      row("every missing license of a child keeps the terms", conflicts, parentLicensed),
      row("every missing license of a child breaks the terms", most, parentLicensed),
    ],
  };
}
