import {
  asLists,
  type LineageColumns,
  type NumberColumn,
  type Occurrences,
  relationCodes,
  type Trait,
  type TraitName,
} from "../../columns/columns";
import { renamesSource } from "../../columns/renamed-models";
import {
  type Analysis,
  type AnalysisOptions,
  type Coverage,
  type Findings,
  type Headline,
  paper,
  type ResultTable,
  type Sentence,
} from "../analysis";
import { differencesIn } from "../differences";
import { byRelation, byTrait, modelsThat } from "../models-of-row";
import { latestOf, MonthCounter, monthNote, monthOf } from "../months";
import { countModels, edgeFilter } from "../scope";
import { figure } from "../sentence";
import { topPlaces } from "../top";
import { inventoryDifferences } from "./inventory-differences";
import { picturesOf } from "./inventory-figures";
import { linkTables, lostWithin, repairsWithin, singleParents } from "./inventory-links";
import { publishedBeside, publishedShare } from "./inventory-published";
import type { Inventory, MonthCount, RankedModel, TraitCounts, ValueCount } from "./inventory-result";

/** The traits whose values are counted. */
export const countedTraits = [
  "license",
  "task",
  "language",
  "library",
  "dataset",
  "paper",
] as const satisfies TraitName[];

/** The length of a top list. */
const topCount = 20;

/** Counts and top lists of the traits of models. */
export const inventory: Analysis<Inventory> = {
  id: "inventory",
  title: "Inventory",
  definition:
    "How many models have each license, task, language, library, dataset, and arXiv paper (a model with several values counts once for each), " +
    "which models have the most children and downloads, and when models were created. Declared parents that are not among the models by their exact id are " +
    `listed: those found under another id (in mode corrected, by spaces, letter case, or ${renamesSource}), and those not found.`,
  source: `${paper.source}, data summary (notebook summary_figure). The paper groups arXiv papers by category, which no snapshot of the Hub contains; here the papers themselves are counted`,
  readsLinks: true,
  needs: [...countedTraits, "downloads", "createdAt"],
  run,
  models: {
    ...Object.fromEntries(countedTraits.map(trait => [trait, byTrait(trait)])),
    relations: byRelation,
    created: (columns, { within }, [month]) => {
      const { createdAt } = columns.numbers;
      if (createdAt === null) return [];
      return modelsThat(columns.models, within, model => monthOf(createdAt[model]!) === month);
    },
  },
};

function run(columns: LineageColumns, options: AnalysisOptions): Findings<Inventory> {
  const { within } = options;
  const models = countModels(columns, within);
  const traits = countedTraits.flatMap(name => {
    const trait = columns.traits[name];
    return trait === null ? [] : [countTrait(name, trait, models, within)];
  });
  const { edges, edgesByRelation, children } = countChildren(columns, options);
  const downloads = limited(columns.numbers.downloads, within);
  const created = limited(columns.numbers.createdAt, within);
  const ranked = (numbers: ArrayLike<number>): RankedModel[] =>
    topPlaces(numbers, topCount).map(model => ({ id: columns.id(model), count: numbers[model]! }));
  const declared = columns.repaired ? countChildren(columns.repaired.before, options).children : null;
  const result: Inventory = {
    models,
    edges,
    edgesByRelation,
    ...lostWithin(columns, options),
    repairs: repairsWithin(columns, options),
    traits,
    apacheAndMit: shareOfTags(columns, within, ["apache-2.0", "mit"]),
    mostDerived:
      (options.mode === "paper" ? singleParents(columns, options) : null) ??
      topPlaces(children, topCount).map(model => ({
        id: columns.id(model),
        count: children[model]!,
        declared: declared && declared[model]!,
        declaredRank: declared && rankOf(declared, declared[model]!),
      })),
    mostDownloaded: downloads === null ? [] : ranked(downloads),
    created: created === null ? [] : monthsOf(created),
  };
  const tables = tablesOf(result, options, latestOf(created));
  return {
    ...findingOf(result, tables, options.mode),
    summary: summaryOf(result, options.mode),
    coverage: coverageOf(result, downloads),
    result,
    tables,
    pictures: picturesOf(result, options.mode),
    differs: differencesIn(inventoryDifferences, options.mode),
    published: publishedBeside(columns, result, options.mode === "paper"),
  };
}

/** The place of a number among all, from 1. */
function rankOf(numbers: Uint32Array, number: number): number {
  let above = 0;
  for (let at = 0; at < numbers.length; at++) if (numbers[at]! > number) above++;
  return above + 1;
}

function countTrait(name: TraitName, trait: Trait, models: number, within: Uint8Array | null): TraitCounts {
  const { values } = trait;
  const { known, counts } = within === null ? trait : countWithin(trait, within);
  const top = topPlaces(counts, topCount).map((code): ValueCount => {
    const count = counts[code]!;
    return { value: values[code] as string, models: count, ofAll: count / models, ofKnown: count / known };
  });
  let different = 0;
  for (const count of counts) if (count > 0) different++;
  return { trait: name, known, values: different, top };
}

/** The share of some licenses among all license tags; a model with two licenses has two. Null without tags. */
function shareOfTags(
  { traits: { license } }: LineageColumns,
  within: Uint8Array | null,
  names: readonly string[],
): number | null {
  if (license === null) return null;
  const { counts } = within === null ? license : countWithin(license, within);
  let [part, all] = [0, 0];
  license.values.forEach((value, code) => {
    all += counts[code]!;
    if (names.includes(value)) part += counts[code]!;
  });
  return all === 0 ? null : part / all;
}

/** The `Occurrences` of a trait, for the models of a scope only. */
function countWithin(trait: Trait, within: Uint8Array): Occurrences {
  const { values, starts, codes } = asLists(trait);
  const counts = new Uint32Array(values.length);
  let known = 0;
  for (let model = 0; model < within.length; model++) {
    const [from, to] = [starts[model]!, starts[model + 1]!];
    if (from === to || within[model] !== 1) continue;
    known++;
    for (let at = from; at < to; at++) {
      const code = codes[at]!;
      counts[code] = counts[code]! + 1;
    }
  }
  return { known, counts };
}

function countChildren(columns: LineageColumns, options: AnalysisOptions) {
  const { parent, relation } = columns.edges;
  const keep = edgeFilter(columns, options);
  const children = new Uint32Array(columns.models);
  const byRelation = new Uint32Array(relationCodes.length);
  let edges = 0;
  for (let edge = 0; edge < parent.length; edge++) {
    if (keep && !keep(edge)) continue;
    edges++;
    const [to, code] = [parent[edge]!, relation[edge]!];
    children[to] = children[to]! + 1;
    byRelation[code] = byRelation[code]! + 1;
  }
  const edgesByRelation = relationCodes.map((name, code) => ({
    relation: name,
    edges: byRelation[code]!,
  }));
  return { edges, edgesByRelation, children };
}

/** The numbers of the models in the scope, NaN for the others. */
function limited(numbers: NumberColumn | null, within: Uint8Array | null): NumberColumn | null {
  if (numbers === null || within === null) return numbers;
  return Float64Array.from(within, (one, model) => (one === 1 ? numbers[model]! : Number.NaN));
}

function monthsOf(created: NumberColumn): readonly MonthCount[] {
  const counter = new MonthCounter();
  counter.addAll(created);
  return counter.months().map(([month, models]) => ({ month, models }));
}

function countKnown(numbers: NumberColumn | null): number {
  if (numbers === null) return 0;
  // Such a column cannot represent an unknown number.
  if (numbers instanceof Uint32Array) return numbers.length;
  let known = 0;
  for (let model = 0; model < numbers.length; model++) if (!Number.isNaN(numbers[model]!)) known++;
  return known;
}

/** What the report begins with. */
function summaryOf(
  { models, edges, unresolved, traits, apacheAndMit, mostDerived }: Inventory,
  mode: AnalysisOptions["mode"],
): readonly Headline[] {
  const license = traits.find(({ trait }) => trait === "license");
  const [top] = license?.top ?? [];
  const [first] = mostDerived;
  const share = (value: string, own: { ofAll: number }): Headline => ({
    what: `share of models with license ${value}`,
    estimate: own.ofAll,
    n: models,
    of: models,
    unit: "models",
    leftOut: "nothing: models without a license count as models with another",
    method: "share of all models; a count of all, so without an interval",
  });
  return [
    {
      what: "models",
      ...{ estimate: models, n: models, of: models, unit: "models" },
      method: "count of the models in the scope",
    },
    {
      what: "edges",
      ...{ estimate: edges, n: edges, of: edges + unresolved, unit: "links" },
      leftOut: `${unresolved.toLocaleString("en-US")} links whose parent is not among the models`,
      method: "count of the links whose parent is among the models",
    },
    ...(top === undefined ? [] : [share(top.value, top)]),
    ...(apacheAndMit === null
      ? []
      : [
          {
            what: "share of apache-2.0 and mit among license tags",
            ...{ estimate: apacheAndMit, n: license?.known ?? null, of: models, unit: "models" },
            leftOut: "models without a license",
            published: 408_262 / 671_895,
            method:
              "license tags of the two divided by all license tags; a model with two licenses has two tags",
          },
        ]),
    ...(first === undefined
      ? []
      : [
          {
            what:
              mode === "paper"
                ? `models whose only declared parent is ${first.id}`
                : `children of ${first.id}, the most of all models`,
            ...{ estimate: first.count, n: edges, of: edges + unresolved, unit: "links" },
            leftOut:
              mode === "paper"
                ? "models that declare several parents"
                : "links whose parent is not among the models",
            method:
              mode === "paper"
                ? "parents as written, also outside the table; a count of all, so without an interval"
                : "edges to one parent; a count of all, so without an interval",
          },
        ]),
  ];
}

function coverageOf({ models, traits, created }: Inventory, downloads: NumberColumn | null): Coverage[] {
  const unit = "models" as const;
  return [
    ...countedTraits.map(name => {
      return {
        what: name,
        unit,
        known: traits.find(({ trait }) => trait === name)?.known ?? 0,
        total: models,
      };
    }),
    { what: "downloads", unit, known: countKnown(downloads), total: models },
    { what: "createdAt", unit, known: created.reduce((sum, month) => sum + month.models, 0), total: models },
  ];
}

/** How many models and edges there are, the most frequent license, and the model with the most children. */
function findingOf(
  { models }: Inventory,
  tables: readonly ResultTable[],
  mode: AnalysisOptions["mode"],
): Pick<Findings<unknown>, "finding"> {
  const [totals, license, derived] = ["totals", "license", "most-derived"].map(name =>
    tables.find(({ id, rows }) => id === name && rows.length > 0),
  );
  if (totals === undefined || models === 0) return {};
  const mostUsed: Sentence =
    license === undefined
      ? []
      : [
          "; the most frequent license is ",
          figure(license, 0, "value", "words"),
          ", on ",
          figure(license, 0, "ofAll", "percent"),
          " of all models",
        ];
  const mostDerived: Sentence =
    derived === undefined
      ? []
      : [
          "; ",
          figure(derived, 0, "model", "words"),
          mode === "paper" ? " is declared as the only parent most often, by " : " has the most children, ",
          figure(derived, 0, "count", "count"),
          ...(mode === "paper" ? [" models"] : []),
        ];
  return {
    finding: [
      figure(totals, 0, "models", "count"),
      " models have ",
      figure(totals, 0, "edges", "count"),
      " edges to parents",
      ...mostUsed,
      ...mostDerived,
    ],
  };
}

const singleParentTitle = "Parents most often declared by models that declare one parent only";

function tablesOf(
  {
    models,
    edges,
    unresolved,
    unresolvedParents,
    repairs,
    traits,
    mostDerived,
    mostDownloaded,
    created,
    edgesByRelation,
  }: Inventory,
  { mode, within, relation }: AnalysisOptions,
  latest: number,
): ResultTable[] {
  const rank = (id: string, title: string, rows: readonly RankedModel[]): ResultTable => {
    return { id, title, columns: ["model", "count"], rows: rows.map(row => [row.id, row.count]) };
  };
  return [
    ...traits.map(({ trait, top }) => ({
      id: trait,
      title: `Models by ${trait}`,
      columns: ["value", "models", "ofAll", "ofKnown", "published"],
      rows: top.map(row => [
        ...[row.value, row.models, row.ofAll, row.ofKnown],
        within === null && relation === null ? publishedShare(trait, row.value) : null,
      ]),
    })),
    {
      id: "most-derived",
      title: mode === "paper" ? singleParentTitle : "Models with the most children",
      columns: ["model", "count", "declared", "declaredRank"],
      rows: mostDerived.map(row => [row.id, row.count, row.declared, row.declaredRank]),
    },
    rank("most-downloaded", "Models with the most downloads in 30 days", mostDownloaded),
    {
      id: "relations",
      title: "Edges by relation",
      columns: ["relation", "edges"],
      rows: edgesByRelation.map(row => [row.relation, row.edges]),
    },
    {
      id: "created",
      title: "Models by month",
      columns: ["month", "models", "note"],
      rows: created.map(row => [row.month, row.models, monthNote(row.month, latest)]),
    },
    {
      id: "totals",
      title: "Models and edges",
      columns: ["models", "edges", "unresolved", "repaired"],
      rows: [[models, edges, unresolved, repairs.reduce((sum, { links }) => sum + links, 0)]],
    },
    ...linkTables(repairs, unresolvedParents),
  ];
}
