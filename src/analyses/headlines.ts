import type { LineageColumns } from "../columns/columns";
import type { ClusteredRatio, ClusterSpread } from "../statistics/cluster-sums";
import type { Cell, Headline, ResultTable, Weighing } from "./analysis";

/** A share or rate over edges as a headline, with what parents and families do to it. */
export function clusteredHeadline(
  columns: Pick<LineageColumns, "id">,
  { ratio, whole, byParent, byFamily, meanOverParents }: ClusteredRatio,
  rest: Pick<Headline, "what" | "of" | "method"> & Partial<Headline>,
  familyName: (family: number) => string,
): Headline {
  return {
    estimate: ratio,
    low: byParent?.low ?? null,
    high: byParent?.high ?? null,
    n: whole,
    unit: "edges",
    meanOverParents,
    parents: weighing(byParent, parent => columns.id(parent)),
    families: weighing(byFamily, familyName),
    ...rest,
  };
}

function weighing(spread: ClusterSpread | null, name: (cluster: number) => string): Weighing | null {
  if (spread === null) return null;
  return { ...spread, largest: name(spread.largest), deciding: name(spread.deciding) };
}

/** Says so if one cluster has most of the weight of a figure; null if none does. */
function warningOf(weights: Weighing | null | undefined, kind: string): string | null {
  if (!weights || weights.share <= 0.5) return null;
  return `the ${kind} ${weights.largest} has ${(100 * weights.share).toFixed(0)}% of the weight`;
}

type Field = readonly [column: string, cell: (headline: Headline) => Cell | undefined];

const figures: readonly Field[] = [
  ["figure", each => each.what],
  ["estimate", each => each.estimate],
  ["low", each => each.low],
  ["high", each => each.high],
  ["n", each => each.n],
  ["of", each => each.of],
  ["unit", each => each.unit],
  ["leftOut", each => each.leftOut],
  ["published", each => each.published],
  ["chance", each => each.chance?.mean],
  ["chanceSd", each => each.chance?.sd],
  ["p", each => each.chance?.p],
  ["method", each => each.method],
];

const repairs: readonly Field[] = [
  ["figure", each => each.what],
  ["estimate", each => each.estimate],
  ["asDeclared", each => each.asDeclared],
];

const parents: readonly Field[] = [
  ["figure", each => each.what],
  ["estimate", each => each.estimate],
  ["meanOverParents", each => each.meanOverParents],
  ["parents", each => each.parents?.clusters],
  ["effectiveParents", each => each.parents?.effective],
  ["largestParent", each => each.parents?.largest],
  ["ofLargestParent", each => each.parents?.share],
  ["withoutLargestParent", each => each.parents?.without],
  ["decidingParent", each => each.parents?.deciding],
  ["withoutDecidingParent", each => each.parents?.withoutDeciding],
  ["warning", each => warningOf(each.parents, "parent")],
];

const families: readonly Field[] = [
  ["figure", each => each.what],
  ["estimate", each => each.estimate],
  ["lowByFamily", each => each.families?.low],
  ["highByFamily", each => each.families?.high],
  ["families", each => each.families?.clusters],
  ["effectiveFamilies", each => each.families?.effective],
  ["largestFamily", each => each.families?.largest],
  ["ofLargestFamily", each => each.families?.share],
  ["withoutLargestFamily", each => each.families?.without],
  ["decidingFamily", each => each.families?.deciding],
  ["withoutDecidingFamily", each => each.families?.withoutDeciding],
  ["warning", each => warningOf(each.families, "family of")],
];

function tableOf(
  id: string,
  title: string,
  fields: readonly Field[],
  lines: readonly Headline[],
): ResultTable {
  const filled = fields.filter(([, cell]) => lines.some(line => (cell(line) ?? null) !== null));
  return {
    id,
    title,
    columns: filled.map(([name]) => name),
    rows: lines.map(line => filled.map(([, cell]) => cell(line) ?? null)),
  };
}

/**
 * The summary of a report: its main figures with their intervals, what they are based on, and what chance alone gives;
 * and, where edges are counted, how they depend on repaired links and on the largest parent and family.
 */
export function summaryTables(summary: readonly Headline[]): readonly ResultTable[] {
  const repaired = summary.filter(each => each.asDeclared !== undefined && each.asDeclared !== each.estimate);
  return [
    tableOf("summary", "Summary", figures, summary),
    tableOf("dependence-repairs", "With and without repaired links", repairs, repaired),
    tableOf(
      "dependence-parents",
      "How the figures depend on single parents",
      parents,
      summary.filter(each => each.parents),
    ),
    tableOf(
      "dependence-families",
      "How the figures depend on single families",
      families,
      summary.filter(each => each.families),
    ),
  ].filter(({ rows }) => rows.length > 0);
}
