import type { Inequality } from "../../statistics/inequality";
import type { RatioInterval } from "../../statistics/ratio-interval";
import type { Claim, PublishedFigure, ResultTable, Sentence } from "../analysis";
import { figure, interval } from "../sentence";
import { atLeast, undecided } from "../verdicts";
import { rowOf } from "./everyone";

/** What is spread, and over what. */
export const spreads = [
  "downloads by author",
  "downloads by model",
  "children by author",
  "children by model",
] as const;

/** How many units are the greatest, beside 1% of them. */
export const topCounts = [1, 10, 50, 100] as const;

/** How one thing is spread in one period. */
export interface Spread extends Inequality {
  readonly what: (typeof spreads)[number];
  /** A year of creation; null for all models, also those without a date. */
  readonly year: number | null;
  readonly models: number;
  /** The share of the 1% greatest units (rounded up), which `tops` lacks. */
  readonly topPercent: RatioInterval | null;
}

/** How downloads and children are spread over authors and models. */
export interface Concentration {
  readonly all: readonly Spread[];
  readonly years: readonly Spread[];
  /** The share of models without any download, with each author as one draw; null without downloads. */
  readonly neverDownloaded: RatioInterval | null;
}

/** The measures of a spread by name. */
function measuresOf(spread: Spread): readonly (readonly [string, RatioInterval | null])[] {
  return [
    ["Gini", spread.gini],
    ["HHI", spread.hhi],
    ...topCounts.map((count, at) => [`share of the top ${count}`, spread.tops[at] ?? null] as const),
    ["share of the top 1%", spread.topPercent],
  ];
}

/** The result as tables. */
export function tablesOf({ all, years, neverDownloaded: never }: Concentration): ResultTable[] {
  return [
    {
      id: "all",
      title: "Concentration over all models",
      columns: ["what", "measure", "value", "low", "high", "units", "zeros", "total"],
      rows: all.flatMap(spread =>
        measuresOf(spread).flatMap(([measure, found]) =>
          found === null
            ? []
            : [
                [
                  spread.what,
                  measure,
                  found.ratio,
                  found.low,
                  found.high,
                  spread.units,
                  spread.zeros,
                  spread.total,
                ],
              ],
        ),
      ),
    },
    {
      id: "years",
      title: "Concentration by year of creation",
      columns: [
        "year",
        "what",
        "models",
        "units",
        "zeros",
        "total",
        "gini",
        "low",
        "high",
        "hhi",
        ...topCounts.map(count => `top${count}Share`),
        "topPercentShare",
      ],
      rows: years.map(({ year, what, models, units, zeros, total, gini, hhi, tops, topPercent }) => [
        year,
        what,
        models,
        units,
        zeros,
        total,
        gini?.ratio ?? null,
        gini?.low ?? null,
        gini?.high ?? null,
        hhi?.ratio ?? null,
        ...tops.map(found => found?.ratio ?? null),
        topPercent?.ratio ?? null,
      ]),
    },
    {
      id: "never-downloaded",
      title: "Models with no downloads in 30 days",
      columns: ["share", "low", "high"],
      rows: never === null ? [] : [[never.ratio, never.low, never.high]],
    },
  ];
}

/** The main finding. */
export function findingOf(_: Concentration, [table]: readonly ResultTable[]): { finding?: Sentence } {
  if (table === undefined) return {};
  const [gini, top, hhi] = ["Gini", "share of the top 1%", "HHI"].map(measure =>
    rowOf(table, "downloads by author", measure),
  );
  const children = rowOf(table, "children by author", "share of the top 1%");
  if (gini === undefined || top === undefined || hhi === undefined || gini < 0 || children < 0) return {};
  return {
    finding: [
      "The top percent of authors by downloads has ",
      figure(table, top, "value", "percent"),
      " of the downloads",
      ...interval(table, top, "percent"),
      " and the top percent by children has ",
      figure(table, children, "value", "percent"),
      " of the children",
      ...interval(table, children, "percent"),
      "; the Gini coefficient of downloads over authors is ",
      figure(table, gini, "value", "number"),
      " and the HHI is ",
      figure(table, hhi, "value", "number"),
      ".",
    ],
  };
}

/** "99%" is taken as what rounds to it or is above. */
const roundsTo99 = 0.985;

/** What arXiv:2405.13058 claims about downloads. */
export function claimsOf(
  { all, neverDownloaded: never }: Concentration,
  tables: readonly ResultTable[],
): Claim[] {
  const [table, , neverTable] = tables;
  const [zero, few] = ["Over 70% of models have no downloads.", "1% of models have 99% of the downloads."];
  const top = all.find(({ what }) => what === "downloads by model")?.topPercent ?? null;
  if (table === undefined || neverTable === undefined || never === null || top === null)
    return [zero, few].map(claim => undecided(claim, "The table has no downloads."));
  return [
    {
      claim: zero,
      verdict: atLeast(never, 0.7),
      reason: [
        figure(neverTable, 0, "share", "percent"),
        " have none in 30 days",
        ...interval(neverTable, 0, "percent"),
        ".",
      ],
    },
    {
      claim: few,
      verdict: atLeast(top, roundsTo99),
      reason: ((row): Sentence => [
        "They have ",
        figure(table, row, "value", "percent"),
        ...interval(table, row, "percent"),
        "; here, 99% means at least 98.5%.",
      ])(rowOf(table, "downloads by model", "share of the top 1%")),
    },
  ];
}

/** The published values beside ours. */
export function publishedBeside({ all }: Concentration): PublishedFigure[] {
  const byAuthor = all.find(({ what }) => what === "downloads by author");
  return [
    {
      what: "share of downloads of the 50 most downloaded authors",
      value: 0.8022,
      ours: byAuthor?.tops[topCounts.indexOf(50)]?.ratio ?? null,
      source: "lbourdois/huggingface-models-stats on the Hub's blog, October 2025",
    },
  ];
}
