import { edgesByParent, type LineageColumns, type TraitName } from "../columns/columns";
import type { Relation } from "../lineage/model";
import { clusteredRatio, type SumsByCluster } from "../statistics/cluster-sums";
import { meanOfClusters } from "../statistics/clustered";
import { mutationRates } from "../statistics/mutation-rates";
import {
  type Analysis,
  type AnalysisOptions,
  type Findings,
  type PublishedFigure,
  paper,
  type ResultTable,
} from "./analysis";
import { differencesIn, linkDifferences } from "./differences";
import { familiesOf } from "./families-of";
import { clusteredHeadline } from "./headlines";
import { countEdges, edgeFilter } from "./scope";
import { figure, interval } from "./sentence";

/** The traits whose changes are measured. */
export const mutatingTraits = [
  "license",
  "language",
  "task",
  "library",
  "dataset",
] as const satisfies TraitName[];

/** The mutation rate of one trait over the edges of one relation, with a 95% interval. */
export interface MutationRow {
  readonly trait: TraitName;
  readonly relation: Relation | "all";
  readonly edges: number;
  readonly sum: number;
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Each parent counted once. */
  readonly meanOverParents: number | null;
}

/** How often traits change from parent to child. */
export const mutation: Analysis<{ readonly rows: readonly MutationRow[] }> = {
  id: "mutation",
  title: "Mutation rates",
  definition:
    "Across all edges with the trait at both ends, the mean share of values that the ends do not share (the Jaccard distance): " +
    "for a single-valued trait, how often it changes. The intervals draw parents with all their children, and families with all their parents.",
  source: `${paper.source}, mutation rates (notebook orderings); the intervals are ours`,
  readsLinks: true,
  comparesRelations: true,
  needs: [...mutatingTraits],
  run,
};

const mutationDifferences = [
  ...linkDifferences,
  { what: "libraries and datasets", ...{ published: "not computed", here: "computed the same way" } },
  { what: "intervals", ...{ published: "none", here: "by parent and by family" } },
];

function run(
  columns: LineageColumns,
  options: AnalysisOptions,
): Findings<{ readonly rows: readonly MutationRow[] }> {
  const keep = edgeFilter(columns, options);
  const children = edgesByParent(columns.edges, columns.models, keep);
  const resampling = { seed: options.seed, draws: options.draws ?? 999 };
  const sums = new Map<TraitName, SumsByCluster>();
  const rows = mutatingTraits.flatMap((name): MutationRow[] => {
    const trait = columns.traits[name];
    if (trait === null) return [];
    return mutationRates(trait, columns.edges, children, resampling).map(
      ({ interval, byParent, relation, ...rate }) => {
        if (relation === "all") sums.set(name, byParent);
        return {
          ...{ trait: name, relation, ...rate },
          ...{ low: interval?.[0] ?? null, high: interval?.[1] ?? null },
          meanOverParents: meanOfClusters(byParent),
        };
      },
    );
  });
  const total = countEdges(columns, keep);
  const coverage = mutatingTraits.map(name => {
    const known = rows.find(row => row.trait === name && row.relation === "all")?.edges ?? 0;
    return { what: `${name} at both ends`, unit: "edges" as const, known, total };
  });
  const rates: ResultTable = {
    id: "rates",
    title: "Mutation rates",
    columns: ["trait", "relation", "edges", "sum", "rate", "low", "high", "meanOverParents"],
    rows: rows.map(row => [
      ...[row.trait, row.relation, row.edges, row.sum],
      ...[row.rate, row.low, row.high, row.meanOverParents],
    ]),
  };
  const families = familiesOf(columns, keep);
  const beside = publishedBeside(rows, options.relation);
  return {
    ...findingOf(rows, rates),
    summary: [...sums].map(([name, byParent]) =>
      clusteredHeadline(
        columns,
        clusteredRatio(byParent, families.of, resampling),
        {
          what: `mutation rate of ${name}`,
          of: total,
          leftOut: `edges without ${name} at an end`,
          published:
            beside.find(
              ({ what, ours }) => what.startsWith(`${name} `) && ours !== null && ours === rateOf(rows, name),
            )?.value ?? null,
          method: "mean Jaccard distance over edges; interval and weights by parent",
        },
        families.name,
      ),
    ),
    coverage,
    differs: differencesIn(mutationDifferences, options.mode),
    result: { rows },
    tables: [rates],
    pictures: [
      {
        title: "How often a trait changes from parent to child",
        kind: "ranges",
        table: "rates",
        x: "rate",
        y: "trait",
        by: "relation",
        low: "low",
        high: "high",
      },
    ],
    published: beside,
  };
}

/** The traits that change most and least often, over all relations; nothing if no edge has a trait at both ends. */
function findingOf(rows: readonly MutationRow[], rates: ResultTable): Pick<Findings<unknown>, "finding"> {
  const ranked = rows
    .map(({ relation, rate }, row) => ({ row, rate: relation === "all" ? rate : null }))
    .filter((each): each is { row: number; rate: number } => each.rate !== null)
    .sort((one, other) => other.rate - one.rate || one.row - other.row);
  const [most, least] = [ranked[0], ranked.at(-1)];
  if (most === undefined || least === undefined) return {};
  const told = (row: number, words: string) => [
    figure(rates, row, "trait", "words"),
    ` changes ${words}: `,
    figure(rates, row, "rate", "percent"),
    ...interval(rates, row, "percent"),
    " on ",
    figure(rates, row, "edges", "count"),
    " edges",
  ];
  const end = least === most ? [] : ["; ", ...told(least.row, "least")];
  return { finding: ["From parent to child, ", ...told(most.row, "most"), ...end] };
}

/** Source: the outputs of the notebook `orderings` at 53e0e7f (all relations) and 9d172b3 (finetunes). */
const published = [
  ["language", "all", 14_809.58572353135 / 115_660],
  ["license", "all", 47_956.416666666664 / 320_065],
  ["task", "all", 58_091 / 251_060],
  ["language", "finetune", 11_458.436364615904 / 47_369],
  ["license", "finetune", 27_409.5 / 138_694],
  ["task", "finetune", 55_307 / 134_711],
] as const;

function rateOf(rows: readonly MutationRow[], name: TraitName): number | null {
  return rows.find(({ trait, relation }) => trait === name && relation === "all")?.rate ?? null;
}

/** The published rates beside ours; if one relation is counted, only its own. */
function publishedBeside(rows: readonly MutationRow[], counted: Relation | null): PublishedFigure[] {
  const fitting = published.filter(([, relation]) => counted === null || counted === relation);
  return fitting.map(([trait, relation, value]) => ({
    what: `${trait} mutation rate, ${relation === "all" ? "all relations" : "finetunes"}`,
    value,
    ours: rows.find(row => row.trait === trait && row.relation === relation)?.rate ?? null,
    source: relation === "all" ? paper.july2025 : paper.finetunes,
  }));
}
