import type { Relation } from "../../lineage/model";
import type { Findings, Headline, ResultTable } from "../analysis";
import { figure, interval } from "../sentence";
import type { ConflictBounds } from "./violation-bounds";

/** Verdicts on the edges of one kind. */
export interface VerdictCounts {
  /** Edges with a license at both ends. */
  readonly judged: number;
  readonly incompatible: number;
  /** Edges on which the license texts must be read. */
  readonly review: number;
}

/** Verdicts on the edges of one relation, with the 95% interval of the incompatible share that draws whole parents; null below two. */
export interface RelationVerdicts extends VerdictCounts {
  readonly relation: Relation;
  readonly edges: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A pair of licenses in which the child's breaks the parent's terms. */
export interface ViolatedPair {
  readonly parent: string;
  readonly child: string;
  readonly edges: number;
  readonly clause: string | null;
}

/** Edges and chains whose licenses break the terms of an ancestor's license. */
export interface Violations extends VerdictCounts {
  readonly edges: number;
  readonly byRelation: readonly RelationVerdicts[];
  /** By the parent's license, those with the most incompatible edges first. */
  readonly byLicense: readonly (VerdictCounts & { readonly license: string })[];
  readonly byPair: readonly ViolatedPair[];
  /** The same under each reading of what the data leave open. */
  readonly bounds: ConflictBounds;
  readonly chains: {
    /** Models with a license that have an ancestor with one. */
    readonly models: number;
    /** How many of them have a license that breaks an ancestor's terms. */
    readonly incompatible: number;
    /** How many of these keep their own parents' terms and only break those of an ancestor further up. */
    readonly onlyFurtherUp: number;
  };
}

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Verdicts over all edges, with the interval of their share, and on models with all their ancestors. */
export function totalsOf(
  { judged, incompatible, review, chains }: Violations,
  share?: Headline,
): ResultTable {
  const { models, incompatible: broken, onlyFurtherUp } = chains;
  return {
    id: "totals",
    title: "Verdicts on all edges and chains",
    columns: ["what", "judged", "incompatible", "review", "share", "low", "high", "onlyFurtherUp"],
    rows: [
      [
        ...["edges", judged, incompatible, review, shareOf(incompatible, judged)],
        ...[share?.low ?? null, share?.high ?? null, null],
      ],
      ["chains", models, broken, null, shareOf(broken, models), null, null, onlyFurtherUp],
    ],
  };
}

/** How many edges and chains may conflict with the terms above them; nothing if none can be judged. */
export function findingOf(totals: ResultTable): Pick<Findings<unknown>, "finding"> {
  const [edges, chains] = totals.rows.map(row => row[1] !== 0);
  if (!edges) return {};
  const further = [
    "; of ",
    figure(totals, 1, "judged", "count"),
    " models with a licensed ancestor, ",
    figure(totals, 1, "share", "percent"),
    " may conflict with the terms of one, ",
    figure(totals, 1, "onlyFurtherUp", "count"),
    " of them only with those of ancestors above their parents",
  ];
  return {
    finding: [
      "Of ",
      figure(totals, 0, "judged", "count"),
      " edges with a license at both ends, ",
      figure(totals, 0, "share", "percent"),
      ...interval(totals, 0, "percent"),
      " are possible conflicts with the parent's terms",
      ...(chains ? further : []),
    ],
  };
}
