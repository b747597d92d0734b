import type { LineageColumns } from "../../columns/columns";
import type { SumsByCluster } from "../../statistics/cluster-sums";
import { clusterWeights, meanOfClusters } from "../../statistics/clustered";
import {
  type Analysis,
  type AnalysisOptions,
  type Findings,
  type Headline,
  type PublishedFigure,
  paper,
  type ResultTable,
  type Sentence,
} from "../analysis";
import { differencesIn, linkDifferences } from "../differences";
import { countEdges, edgeFilter } from "../scope";
import { figure } from "../sentence";
import { measuresOf, type NumericMeasure, type NumericRow, nameOf, rowsOf } from "./numeric-rows";

/** How cards, languages and sizes change from parent to child. */
export const numericDrifts: Analysis<{ readonly rows: readonly NumericRow[] }> = {
  id: "numeric-drifts",
  title: "Numeric drifts",
  definition:
    "Card length in characters and the share of generated cards over edges with a card at both ends (longer than 3 characters); the share of models with a card; the number of languages " +
    "over edges with languages at both ends, and over all edges, counting none as 0; parameters, likes, downloads in 30 days, and the days from the parent's creation to the child's (without models from before the Hub recorded dates). Means as published, plus what the means hide: " +
    "medians, and the mean of the ratios. Card length is also given for edges with no generated card. Intervals of mean changes treat each parent as one draw.",
  source: `${paper.source}, documentation and languages (notebook numerical_drifts); the rest is ours`,
  readsLinks: true,
  needs: ["cardLength", "cardGenerated", "language", "parameters", "likes", "downloads", "createdAt"],
  run,
};

function run(
  columns: LineageColumns,
  options: AnalysisOptions,
): Findings<{ readonly rows: readonly NumericRow[] }> {
  const keep = edgeFilter(columns, options);
  const total = countEdges(columns, keep);
  const measures = measuresOf(columns);
  const counted = measures.map(measured => rowsOf(measured, columns, keep));
  const rows = counted.flatMap(each => each.rows);
  const all = (measure: NumericMeasure) =>
    rows.find(row => row.measure === measure && row.relation === "all");
  const names: readonly NumericMeasure[] = [
    "card length",
    "card generated",
    "card exists",
    "languages",
    "parameters",
    "likes",
    "downloads",
    "age",
  ];
  const tables = [...measures.map(({ measure }) => tableOf(measure, rows)), changesTable(rows)];
  const published = publishedBeside(all);
  return {
    ...findingOf(tables),
    summary: summaryOf(columns, counted, total, published),
    coverage: names.map(what => ({
      what: `${nameOf[what]} at both ends`,
      unit: "edges",
      known: all(what)?.edges ?? 0,
      total,
    })),
    differs: differencesIn(
      [
        ...linkDifferences,
        {
          what: "generated cards, over all relations",
          ...{ published: "drawn over all edges", here: "over edges with a card at both ends" },
        },
        {
          what: "medians, ratios, intervals, parameters; likes, downloads, and dates",
          ...{ published: "not computed, or not reported", here: "computed" },
        },
      ],
      options.mode,
    ),
    result: { rows },
    tables,
    pictures: measures
      .filter(({ measure }) => measure !== "age" && (all(measure)?.edges ?? 0) > 0)
      .map(({ measure }) => ({
        title: `Mean ${nameOf[measure]}, parent and child`,
        kind: "slopes",
        table: measure,
        x: "parentMean",
        y: "childMean",
        label: "relation",
      })),
    published,
  };
}

function tableOf(measure: NumericMeasure, rows: readonly NumericRow[]): ResultTable {
  return {
    id: measure,
    title: `Change in ${nameOf[measure]}`,
    columns: [
      "relation",
      "edges",
      "parentMean",
      "childMean",
      "meanChange",
      "parentMedian",
      "childMedian",
      "medianChange",
      "meanRelativeChange",
      "meanLogRatio",
    ],
    rows: rows
      .filter(row => row.measure === measure)
      .map(({ measure: _, relation, low: __, high: ___, ...numbers }) => [
        relation,
        ...Object.values(numbers),
      ]),
  };
}

/** The mean changes of all numbers with their intervals. */
function changesTable(rows: readonly NumericRow[]): ResultTable {
  return {
    id: "changes",
    title: "Mean changes from parent to child, with intervals by parent",
    columns: ["number", "relation", "edges", "meanChange", "low", "high"],
    rows: rows
      .filter(({ edges }) => edges > 0)
      .map(row => [nameOf[row.measure], row.relation, row.edges, row.meanChange, row.low, row.high]),
  };
}

/** The means and medians over all relations; nothing if no edge has a number at both ends. */
function findingOf(tables: readonly ResultTable[]): Pick<Findings<unknown>, "finding"> {
  const told = (["card length", "languages", "parameters"] as const).flatMap(measure => {
    const table = tables.find(({ id }) => id === measure);
    const edges = table?.rows[0]?.[table.columns.indexOf("edges")] ?? 0;
    return table === undefined || edges === 0 ? [] : [changeOf(measure, table)];
  });
  if (told.length === 0) return {};
  return {
    finding: ["From parent to child, ", ...told.flatMap((part, at) => (at === 0 ? part : ["; ", ...part]))],
  };
}

/** The change of one measure, from the first row of its table. */
function changeOf(measure: NumericMeasure, table: ResultTable): Sentence {
  const form = measure === "parameters" ? "parameters" : "number";
  const told = (name: string) => [
    figure(table, 0, `parent${name}`, form),
    " to ",
    figure(table, 0, `child${name}`, form),
  ];
  return [
    `the mean ${nameOf[measure]} goes from `,
    ...told("Mean"),
    " and the median from ",
    ...told("Median"),
    " on ",
    figure(table, 0, "edges", "count"),
    " edges",
  ];
}

/** The mean change of each number, with what single parents do to it. */
function summaryOf(
  { id }: Pick<LineageColumns, "id">,
  counted: readonly { readonly rows: readonly NumericRow[]; readonly byParent: SumsByCluster }[],
  total: number,
  published: readonly PublishedFigure[],
): readonly Headline[] {
  return counted.flatMap(({ rows: [all], byParent }): Headline[] => {
    const weights = clusterWeights(byParent);
    if (all === undefined || all.meanChange === null || weights === null) return [];
    const what = `mean change of the ${nameOf[all.measure]}`;
    const name = (place: number) => id(byParent.names[place] ?? 0);
    const [low, high] = [all.low, all.high];
    return [
      {
        ...{ what, estimate: all.meanChange, low, high },
        ...{ n: all.edges, of: total, unit: "edges", leftOut: "edges without the number at both ends" },
        published: publishedChange(all.measure, published),
        parents: {
          ...weights,
          ...{ largest: name(weights.largest), deciding: name(weights.deciding), low, high },
        },
        meanOverParents: meanOfClusters(byParent),
        method: "mean of child minus parent over edges; interval linearized, with each parent as one draw",
      },
    ];
  });
}

/** The published change of a mean: given itself, or as the means of parents and of children. */
function publishedChange(measure: NumericMeasure, published: readonly PublishedFigure[]): number | null {
  const value = (what: string) => published.find(each => each.what === what)?.value ?? null;
  const [parents, children] = [
    value(`mean ${nameOf[measure]} of parents`),
    value(`mean ${nameOf[measure]} of children`),
  ];
  return parents === null || children === null
    ? value(`change in the ${nameOf[measure]}`)
    : children - parents;
}

/** Source: numerical_drifts, cells 12 and 13, over all 573,653 edges. */
function publishedBeside(all: (measure: NumericMeasure) => NumericRow | undefined): PublishedFigure[] {
  const source = paper.july2025;
  const means = [
    ["card length", 9_773.375631103048, 4_401.633665031434],
    ["languages", 6.604478644302265, 1.81028877745115],
    ["languages, none as 0", 4.177246523595275, 0.4520014712727032],
  ] as const;
  return [
    ...means.flatMap(([measure, parent, child]) => [
      {
        what: `mean ${nameOf[measure]} of parents`,
        value: parent,
        ours: all(measure)?.parentMean ?? null,
        source,
      },
      {
        what: `mean ${nameOf[measure]} of children`,
        value: child,
        ours: all(measure)?.childMean ?? null,
        source,
      },
    ]),
    {
      what: `change in the ${nameOf["card generated"]}`,
      value: 0.24868054288280356,
      ours: all("card generated")?.meanChange ?? null,
      source,
    },
    {
      what: `change in the ${nameOf["card exists"]}`,
      value: 0.017376358181688145,
      ours: all("card exists")?.meanChange ?? null,
      source,
    },
  ];
}
