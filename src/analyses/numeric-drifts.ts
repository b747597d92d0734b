import { asLists, type LineageColumns, relationCodes } from "../columns/columns";
import type { Relation } from "../lineage/model";
import { quantile } from "../statistics/quantile";
import {
  type Analysis,
  type AnalysisOptions,
  type Findings,
  type PublishedFigure,
  paper,
  type ResultTable,
  type Sentence,
} from "./analysis";
import { differencesIn, linkDifferences } from "./differences";
import { countEdges, type EdgeFilter, edgeFilter } from "./scope";
import { figure } from "./sentence";

/** What is compared between parent and child. */
export type NumericMeasure =
  | "card length"
  | "card generated"
  | "card exists"
  | "languages"
  | "languages, none as 0"
  | "parameters";

/** What a reader calls each measure. */
const nameOf: Readonly<Record<NumericMeasure, string>> = {
  "card length": "card length",
  "card generated": "share of generated cards",
  "card exists": "share of models with a card",
  languages: "number of languages",
  "languages, none as 0": "number of languages, counting none as 0",
  parameters: "number of parameters",
};

/** How a number changes from parent to child over the edges of one relation. */
export interface NumericRow {
  readonly measure: NumericMeasure;
  readonly relation: Relation | "all";
  readonly edges: number;
  readonly parentMean: number | null;
  readonly childMean: number | null;
  readonly meanChange: number | null;
  readonly parentMedian: number | null;
  readonly childMedian: number | null;
  readonly medianChange: number | null;
  /** The mean of (child - parent) / parent over edges whose parent is above 0. */
  readonly meanRelativeChange: number | null;
  /**
   * The mean of ln(child / parent) over edges with both ends above 0; unlike the mean change, weights edges equally.
   */
  readonly meanLogRatio: number | null;
}

/** How cards, languages and sizes change from parent to child. */
export const numericDrifts: Analysis<{ readonly rows: readonly NumericRow[] }> = {
  id: "numeric-drifts",
  title: "Numeric drifts",
  definition:
    "Card length in characters and the share of generated cards over edges with a card at both ends (longer than 3 characters); the share of models with a card; the number of languages " +
    "over edges with languages at both ends, and over all edges, counting none as 0; parameters. Means as published, plus what the means hide: medians, and the mean of the ratios.",
  source: `${paper.source}, documentation and languages (notebook numerical_drifts); medians, ratios, and parameters are ours`,
  readsLinks: true,
  needs: ["cardLength", "cardGenerated", "language", "parameters"],
  run,
};

interface Measured {
  readonly measure: NumericMeasure;
  /** A model's number; NaN if it has none, in which case its edges do not count. */
  readonly value: (model: number) => number;
}

function run(
  columns: LineageColumns,
  options: AnalysisOptions,
): Findings<{ readonly rows: readonly NumericRow[] }> {
  const keep = edgeFilter(columns, options);
  const total = countEdges(columns, keep);
  const measures = measuresOf(columns);
  const rows = measures.flatMap(measured => rowsOf(measured, columns, keep));
  const all = (measure: NumericMeasure) =>
    rows.find(row => row.measure === measure && row.relation === "all");
  const names: readonly NumericMeasure[] = [
    "card length",
    "card generated",
    "card exists",
    "languages",
    "parameters",
  ];
  const tables = measures.map(({ measure }) => tableOf(measure, rows));
  return {
    ...findingOf(tables),
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
        { what: "medians, ratios, parameters", ...{ published: "not computed", here: "computed" } },
      ],
      options.mode,
    ),
    result: { rows },
    tables,
    pictures: measures.map(({ measure }) => ({
      title: `Mean ${nameOf[measure]}, parent and child`,
      kind: "slopes",
      table: measure,
      x: "parentMean",
      y: "childMean",
      label: "relation",
    })),
    published: publishedBeside(all),
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
      .map(({ measure: _, relation, ...numbers }) => [relation, ...Object.values(numbers)]),
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

function measuresOf({ numbers, traits }: LineageColumns): readonly Measured[] {
  const { cardLength, cardGenerated, parameters } = numbers;
  const hasCard = (model: number) => (cardLength?.[model] ?? Number.NaN) > 3;
  const measures: Measured[] = [];
  if (cardLength !== null) {
    measures.push(
      {
        measure: "card length",
        value: model => (hasCard(model) ? cardLength[model]! : Number.NaN),
      },
      {
        measure: "card exists",
        value: model => (Number.isNaN(cardLength[model]!) ? Number.NaN : hasCard(model) ? 1 : 0),
      },
    );
  }
  if (cardGenerated !== null) {
    measures.push({
      measure: "card generated",
      value: model => (cardLength === null || hasCard(model) ? cardGenerated[model]! : Number.NaN),
    });
  }
  if (traits.language !== null) {
    const { starts } = asLists(traits.language);
    const count = (model: number) => starts[model + 1]! - starts[model]!;
    measures.push(
      { measure: "languages", value: model => count(model) || Number.NaN },
      { measure: "languages, none as 0", value: count },
    );
  }
  if (parameters !== null) measures.push({ measure: "parameters", value: model => parameters[model]! });
  return measures;
}

/** The numbers of both ends of the edges of one relation. */
interface Pairs {
  readonly parents: number[];
  readonly children: number[];
}

function rowsOf(
  { measure, value }: Measured,
  { edges }: LineageColumns,
  keep: EdgeFilter | undefined,
): NumericRow[] {
  const all: Pairs = { parents: [], children: [] };
  const byRelation = relationCodes.map((): Pairs => ({ parents: [], children: [] }));
  for (let edge = 0; edge < edges.child.length; edge++) {
    if (keep && !keep(edge)) continue;
    const parent = value(edges.parent[edge]!);
    const child = value(edges.child[edge]!);
    if (Number.isNaN(parent) || Number.isNaN(child)) continue;
    for (const pairs of [all, byRelation[edges.relation[edge]!]]) {
      pairs?.parents.push(parent);
      pairs?.children.push(child);
    }
  }
  return [
    describe(measure, "all", all),
    ...byRelation.map((pairs, code) => describe(measure, relationCodes[code] ?? "unknown", pairs)),
  ];
}

function describe(
  measure: NumericMeasure,
  relation: NumericRow["relation"],
  { parents, children }: Pairs,
): NumericRow {
  const edges = parents.length;
  const parentMean = mean(parents);
  const childMean = mean(children);
  const changes = Float64Array.from(parents, (parent, at) => children[at]! - parent);
  const relative: number[] = [];
  const logs: number[] = [];
  parents.forEach((parent, at) => {
    const child = children[at]!;
    if (parent <= 0) return;
    relative.push((child - parent) / parent);
    if (child > 0) logs.push(Math.log(child / parent));
  });
  return {
    measure,
    relation,
    edges,
    parentMean,
    childMean,
    meanChange: parentMean === null || childMean === null ? null : childMean - parentMean,
    parentMedian: median(Float64Array.from(parents)),
    childMedian: median(Float64Array.from(children)),
    medianChange: median(changes),
    meanRelativeChange: mean(relative),
    meanLogRatio: mean(logs),
  };
}

function mean(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** The median of the numbers, which are sorted in place; null if there are none. */
function median(numbers: Float64Array): number | null {
  return numbers.length === 0 ? null : quantile(numbers.sort(), 0.5);
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
