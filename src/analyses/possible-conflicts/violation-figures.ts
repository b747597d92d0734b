import type { Relation } from "../../lineage/model";
import type { Findings, Headline, ResultTable, Sentence } from "../analysis";
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

/**
 * Verdicts over all edges, with the interval of their share, the share without the children of the parent that moves it most, and
 * its bounds by what the data leave open; and on models with all their ancestors.
 */
export function totalsOf(
  { judged, incompatible, review, bounds, chains }: Violations,
  share?: Headline,
): ResultTable {
  const { models, incompatible: broken, onlyFurtherUp } = chains;
  const deciding = share?.parents ?? null;
  return {
    id: "totals",
    title: "Verdicts on all edges and chains",
    columns: [
      ...["what", "judged", "incompatible", "review", "share", "low", "high", "onlyFurtherUp"],
      ...["decidingParent", "withoutDecidingParent", "atLeast", "atMost"],
    ],
    rows: [
      [
        ...["edges", judged, incompatible, review, shareOf(incompatible, judged)],
        ...[share?.low ?? null, share?.high ?? null, null],
        ...[deciding?.deciding ?? null, deciding?.withoutDeciding ?? null],
        // Missing licenses of children, and relations that are not declared, leave this open.
        shareOf(Math.min(bounds.conflicts, bounds.asFinetune, bounds.asAdapter), bounds.parentLicensed),
        shareOf(bounds.most, bounds.parentLicensed),
      ],
      [
        ...["chains", models, broken, null, shareOf(broken, models), null, null, onlyFurtherUp],
        ...[null, null, null, null],
      ],
    ],
  };
}

/** A parent is named in the finding if the figure without its children is so much smaller or larger. */
const decides = 0.2;

/** Which parent decides the share, if one does, and between which bounds it lies whatever the data leave open. */
function dependence(totals: ResultTable): Sentence {
  const cell = (column: string) => totals.rows[0]?.[totals.columns.indexOf(column)] ?? null;
  const [share, without] = [Number(cell("share")), cell("withoutDecidingParent")];
  const isDecided = typeof without === "number" && Math.abs(without - share) > decides * share;
  const parent = isDecided
    ? [
        "; without the children of ",
        figure(totals, 0, "decidingParent", "words"),
        ", which move the figure most, ",
        figure(totals, 0, "withoutDecidingParent", "percent"),
      ]
    : [];
  return [
    ...parent,
    "; by what missing licenses and relations leave open, ",
    figure(totals, 0, "atLeast", "percent"),
    " to ",
    figure(totals, 0, "atMost", "percent"),
    " of the edges from a licensed parent",
  ];
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
      ...dependence(totals),
      ...(chains ? further : []),
    ],
  };
}
