import type { LineageColumns } from "../../columns/columns";
import { type AuthorKind, authorKinds } from "../../organizations/kinds";
import { type RatioInterval, ratioInterval } from "../../statistics/ratio-interval";
import type { Analysis, AnalysisOptions, Coverage, Findings, ResultTable, Sentence } from "../analysis";
import { childrenThat } from "../models-of-row";
import { kindWords, unknownKind } from "../organizations/study";
import { edgeFilter } from "../scope";
import { figure, interval } from "../sentence";
import { flowsSummary } from "./author-summaries";
import { type Everyone, everyone } from "./everyone";
import { type AuthorEdges, authorEdges, type FlowCell, isOwn, kindFlows, topPairs } from "./flow-counts";

/** A pair of authors between whom models descend. */
export interface FlowPair {
  /** Null for models without an author. */
  readonly parent: string | null;
  readonly child: string | null;
  readonly parentKind: AuthorKind;
  readonly childKind: AuthorKind;
  readonly edges: number;
  readonly share: number;
  /** How many edges chance alone would give. */
  readonly expected: number;
}

/** Who derives from whom. */
export interface AuthorFlows {
  readonly edges: number;
  /** The share of edges to a model of the same author; null without edges. */
  readonly own: RatioInterval | null;
  /** The same if parents were drawn by their number of children. */
  readonly ownByChance: number | null;
  readonly pairs: readonly FlowPair[];
  readonly kinds: readonly FlowCell[];
  /** The same without edges to a model of the same author. */
  readonly others: readonly FlowCell[];
}

const pairCount = 20;

/** Edges between authors and between their kinds, beside what chance would give. */
export const authorFlows: Analysis<AuthorFlows> = {
  id: "author-flows",
  title: "Who derives from whom",
  definition:
    `Each link from a model to a parent leads from one author to another, or to another model of the same author. The tables list the ${pairCount} pairs of different authors with the most links, and all pairs of kinds of authors, with and without links to an author's own models. ` +
    "Chance alone would draw each parent by its number of children, no matter who made the child: the expected number is the product of the two sums divided by the number of links; between different authors, a child's own author is never drawn. A ratio above 1 means more links than expected. " +
    `Intervals treat each parent's author as one draw, because the children of one author's models are alike; those of ratios are linearized on a logarithmic scale. They ignore that the models of a child's author are alike too, so they are somewhat too narrow. ${kindWords}`,
  source: "this project",
  readsLinks: true,
  needs: [],
  readsAuthors: true,
  run,
  models: {
    pairs: (columns, options, [parent, child]) => {
      const all = everyone(columns, options);
      return byEnds(columns, options, all, (one, other) => {
        return one !== other && all.name(one) === parent && all.name(other) === child;
      });
    },
    kinds: (columns, options, row) => byKinds(columns, options, row, true),
    others: (columns, options, row) => byKinds(columns, options, row, false),
  },
};

function byEnds(
  columns: LineageColumns,
  options: AnalysisOptions,
  { place }: Everyone,
  test: (parent: number, child: number) => boolean,
): readonly number[] {
  const { parent, child } = columns.edges;
  return childrenThat(columns, edgeFilter(columns, options), edge =>
    test(place(parent[edge]!), place(child[edge]!)),
  );
}

function byKinds(
  columns: LineageColumns,
  options: AnalysisOptions,
  [from, to]: readonly unknown[],
  withOwn: boolean,
): readonly number[] {
  const all = everyone(columns, options);
  const kind = (place: number) => authorKinds[all.kinds[place] ?? unknownKind];
  return byEnds(columns, options, all, (parent, child) => {
    const isSame = parent === child && parent !== all.places - 1;
    return kind(parent) === from && kind(child) === to && (withOwn || !isSame);
  });
}

function run(columns: LineageColumns, options: AnalysisOptions): Findings<AuthorFlows> {
  const all = everyone(columns, options);
  const edges = authorEdges(columns, options, all);
  const result: AuthorFlows = {
    edges: edges.child.length,
    ...ownOf(edges),
    pairs: pairsOf(edges, all),
    kinds: kindFlows(edges, all.kinds, true),
    others: kindFlows(edges, all.kinds, false),
  };
  const tables = tablesOf(result);
  const coverage = coverageOf(edges, all);
  return {
    ...findingOf(result, tables),
    summary: flowsSummary(result, coverage[0]?.known ?? 0),
    coverage,
    result,
    tables,
    pictures: [
      {
        title: "From the parent's kind of author to the child's",
        kind: "flow",
        table: "kinds",
        x: "parent",
        y: "child",
        size: "edges",
      },
      {
        title: "Links between different authors of known kinds, as a multiple of chance",
        kind: "ranges",
        table: "known",
        x: "ratio",
        y: "child",
        by: "parent",
        low: "ratioLow",
        high: "ratioHigh",
        logX: true,
      },
      {
        title: "Authors from whom most models derive",
        kind: "flow",
        table: "pairs",
        x: "parent",
        y: "child",
        size: "edges",
      },
    ],
    published: [],
  };
}

function coverageOf({ child, parent }: AuthorEdges, { kinds }: Everyone): readonly Coverage[] {
  const isKnown = (place: number) => (kinds[place] ?? unknownKind) !== unknownKind;
  let known = 0;
  child.forEach((place, edge) => {
    if (isKnown(place) && isKnown(parent[edge]!)) known++;
  });
  const total = child.length;
  return [{ what: "kind of the author at both ends", unit: "edges", known, total }];
}

function ownOf(edges: AuthorEdges): Pick<AuthorFlows, "own" | "ownByChance"> {
  const { child, parent, places } = edges;
  const [own, drawn, made] = [new Float64Array(places), new Float64Array(places), new Float64Array(places)];
  for (let edge = 0; edge < child.length; edge++) {
    const place = parent[edge]!;
    drawn[place] = drawn[place]! + 1;
    made[child[edge]!] = made[child[edge]!]! + 1;
    if (isOwn(edges, edge)) own[place] = own[place]! + 1;
  }
  let chance = 0;
  for (let place = 0; place < places - 1; place++)
    chance += (drawn[place]! / child.length) * (made[place]! / child.length);
  return { own: ratioInterval(own, drawn), ownByChance: child.length === 0 ? null : chance };
}

function pairsOf(edges: AuthorEdges, { name, kinds }: Everyone): readonly FlowPair[] {
  const total = edges.child.length;
  const top = topPairs(edges, pairCount);
  const [made, drawn] = [edges.child, edges.parent].map(ends => {
    const counts = new Float64Array(edges.places);
    for (const place of ends) counts[place] = counts[place]! + 1;
    return counts;
  });
  const kind = (place: number) => authorKinds[kinds[place] ?? unknownKind] ?? "unknown";
  return top.map(({ parent, child, edges: count }) => ({
    parent: name(parent),
    child: name(child),
    parentKind: kind(parent),
    childKind: kind(child),
    edges: count,
    share: count / total,
    expected: ((drawn?.[parent] ?? 0) * (made?.[child] ?? 0)) / total,
  }));
}

const flowColumns = [
  "parent",
  "child",
  "edges",
  "share",
  "low",
  "high",
  "expected",
  "ratio",
  "ratioLow",
  "ratioHigh",
  "own",
] as const;

/** The cells of a matrix, those with most edges first; empty ones are left out if nothing is expected either. */
function flowTable(id: string, title: string, cells: readonly FlowCell[]): ResultTable {
  return {
    id,
    title,
    columns: flowColumns,
    rows: [...cells]
      .sort((one, other) => other.edges - one.edges || other.expected - one.expected)
      .filter(({ edges, expected }) => edges > 0 || expected > 0)
      .map(({ from, to, edges, own, share, expected, ratio }) => [
        authorKinds[from] ?? "unknown",
        authorKinds[to] ?? "unknown",
        edges,
        share?.ratio ?? null,
        share?.low ?? null,
        share?.high ?? null,
        expected,
        ratio?.ratio ?? null,
        ratio?.low ?? null,
        ratio?.high ?? null,
        own,
      ]),
  };
}

/** Cells with fewer edges than this are left out of the picture of ratios. */
const leastDrawn = 30;

function tablesOf({ edges, own, ownByChance, pairs, kinds, others }: AuthorFlows): ResultTable[] {
  const known = others.filter(
    ({ from, to, edges: count }) => from !== unknownKind && to !== unknownKind && count >= leastDrawn,
  );
  return [
    {
      id: "own",
      title: "Links to a model of the same author",
      columns: ["edges", "share", "low", "high", "byChance"],
      rows: own === null ? [] : [[edges, own.ratio, own.low, own.high, ownByChance]],
    },
    flowTable("kinds", "Links between kinds of authors", kinds),
    flowTable("others", "Links between kinds, between different authors only", others),
    flowTable("known", `Known kinds with at least ${leastDrawn} links between different authors`, known),
    {
      id: "pairs",
      title: "Pairs of different authors with the most links",
      columns: ["parent", "child", "parentKind", "childKind", "edges", "share", "expected"],
      rows: pairs.map(pair => [
        pair.parent,
        pair.child,
        pair.parentKind,
        pair.childKind,
        pair.edges,
        pair.share,
        pair.expected,
      ]),
    },
  ];
}

function findingOf({ own }: AuthorFlows, tables: readonly ResultTable[]): { finding?: Sentence } {
  const [table, , , known, pairs] = tables;
  if (own === null || table === undefined || known === undefined || pairs === undefined) return {};
  const sentence: Sentence[number][] = [
    figure(table, 0, "share", "percent"),
    " of the links lead to a model of the same author",
    ...interval(table, 0, "percent"),
    ", compared with ",
    figure(table, 0, "byChance", "percent"),
    " by chance",
  ];
  if (pairs.rows.length > 0)
    sentence.push(
      "; most often between two authors, models by ",
      figure(pairs, 0, "child", "words"),
      " derive from models by ",
      figure(pairs, 0, "parent", "words"),
      " (",
      figure(pairs, 0, "edges", "count"),
      " links)",
    );
  return { finding: [...sentence, "."] };
}
