import type { LineageColumns } from "../../columns/columns";
import { quantileOf } from "../../statistics/quantile";
import { trend } from "../../statistics/trend";
import type { Analysis, AnalysisOptions, Claim, Findings, ResultTable, Sentence, Verdict } from "../analysis";
import { latestOf, monthCount, monthName, monthNote, monthNumber, monthOf } from "../months";
import { figure, interval } from "../sentence";
import { topPlaces } from "../top";
import { uploadsSummary } from "./kind-summaries";
import {
  type Counted,
  counted,
  covered,
  leftOutCoverage,
  numberCoverage,
  numbersOf,
  sizeWords,
  study,
} from "./study";

/** Uploads and sizes in one month or year; sizes in GB (10⁹ bytes), null if none is known. */
export interface UploadRow {
  /** `2024-07` or `2024`. */
  readonly period: string;
  readonly uploads: number;
  readonly authors: number;
  /** Models whose size is known. */
  readonly sized: number;
  readonly median: number | null;
  readonly ninetieth: number | null;
  readonly largest: number | null;
}

/** Uploads and sizes over time. */
export interface Uploads {
  readonly models: number;
  readonly months: readonly UploadRow[];
  readonly years: readonly UploadRow[];
  /** Factors per year from the trends of logarithms; null if there are too few months. */
  readonly growth: { readonly uploads: Growth | null; readonly medianSize: Growth | null };
}

/** By which factor something grows per year, with its 95% interval, and its rank correlation with time. */
export interface Growth {
  readonly months: number;
  readonly factor: number;
  readonly low: number;
  readonly high: number;
  readonly tau: number;
}

/** Months with fewer sizes than this do not count for the trend of sizes. */
const leastSized = 30;
/** The Hub gives models from before it recorded dates this month. */
const firstRecorded = "2022-03";

const definition =
  "Models by month of creation, how many authors uploaded them, and how large they are. Growth is the median change of the logarithm over all pairs of months (Theil and Sen), as a factor per year. " +
  `It leaves out March 2022, the date that the Hub gives to everything older, and the last month, which is rarely complete; for sizes, it uses months with at least ${leastSized} known sizes. ${sizeWords}`;

/** Uploads and sizes of repositories over time: figure 1 of the study. */
export const uploads: Analysis<Uploads> = {
  id: "uploads",
  title: "Uploads and sizes",
  definition,
  source: `${study.source}, figure 1; trends and intervals are ours`,
  needs: ["createdAt", "usedStorage", "weightBytes"],
  run,
  models: {
    months: byMonth,
    years: byMonth,
  },
};

function byMonth(columns: LineageColumns, options: AnalysisOptions, [period]: readonly unknown[]): number[] {
  const { createdAt } = columns.numbers;
  if (createdAt === null || typeof period !== "string") return [];
  const { models } = counted(columns, options);
  return [...models].filter(model => monthOf(createdAt[model]!)?.startsWith(period) === true);
}

function run(columns: LineageColumns, options: AnalysisOptions): Findings<Uploads> {
  const chosen = counted(columns, options);
  const { createdAt } = columns.numbers;
  const dated = createdAt === null ? null : inMonths(chosen, createdAt);
  const months = dated === null ? [] : periodsOf(dated, chosen.author, 7);
  const years = dated === null ? [] : periodsOf(dated, chosen.author, 4);
  const growth = {
    uploads: growthOf(usable(months), row => row.uploads),
    medianSize: growthOf(
      usable(months).filter(({ sized }) => sized >= leastSized),
      row => row.median ?? 0,
    ),
  };
  const result: Uploads = { models: chosen.models.length, months, years, growth };
  const tables = tablesOf(columns, chosen, result);
  return {
    ...findingOf(result, tables),
    summary: uploadsSummary(growth.uploads, growth.medianSize),
    claims: claimsOf(result, tables),
    coverage: [
      numberCoverage(chosen, "date of creation", createdAt),
      ...chosen.sizes.coverage.map(({ what, known }) => covered(chosen, what, known)),
      ...leftOutCoverage(chosen),
    ],
    result,
    tables,
    pictures: [
      { title: "Uploads by month", kind: "lines", table: "months", x: "month", y: "models", open: "note" },
      {
        title: "Median size by month, GB",
        kind: "lines",
        table: "months",
        x: "month",
        y: "medianGB",
        logY: true,
      },
      { title: "The largest models, GB", kind: "bars", table: "largest", x: "GB", y: "model" },
    ],
    published: [],
  };
}

/** The months that a trend counts. */
function usable(months: readonly UploadRow[]): readonly UploadRow[] {
  return months.filter(({ period }) => period > firstRecorded).slice(0, -1);
}

/** The dated models in the order of their months, and their known sizes in the same order. */
interface ByMonth {
  /** Where the models and the sizes of each month begin; one place more for the end. */
  readonly starts: Uint32Array;
  readonly sizeStarts: Uint32Array;
  readonly models: Uint32Array;
  /** In bytes. */
  readonly sizes: Float64Array;
}

function inMonths({ models, sizes }: Counted, createdAt: ArrayLike<number>): ByMonth {
  const starts = new Uint32Array(monthCount + 1);
  const months = new Int16Array(models.length);
  for (let at = 0; at < models.length; at++) {
    const month = monthNumber(createdAt[models[at]!]!);
    months[at] = month;
    if (month >= 0) starts[month + 1] = starts[month + 1]! + 1;
  }
  for (let month = 0; month < monthCount; month++) starts[month + 1] = starts[month + 1]! + starts[month]!;
  const next = starts.slice();
  const ordered = new Uint32Array(starts[monthCount]!);
  for (let at = 0; at < models.length; at++) {
    const month = months[at]!;
    if (month < 0) continue;
    const place = next[month]!;
    ordered[place] = models[at]!;
    next[month] = place + 1;
  }
  const sizeStarts = new Uint32Array(monthCount + 1);
  const known = new Float64Array(ordered.length);
  let count = 0;
  for (let month = 0; month < monthCount; month++) {
    for (let at = starts[month]!; at < starts[month + 1]!; at++) {
      const size = sizes.bytes(ordered[at]!);
      if (!Number.isNaN(size)) known[count++] = size;
    }
    sizeStarts[month + 1] = count;
  }
  return { starts, sizeStarts, models: ordered, sizes: known };
}

/** Rows for every so many months that have models, named by the first letters of their first month. */
function periodsOf(
  dated: ByMonth,
  { codes, values }: Counted["author"],
  length: 4 | 7,
): readonly UploadRow[] {
  const [step, rows] = [length === 4 ? 12 : 1, [] as UploadRow[]];
  // The last period in which each author was seen; the last place is for models without one.
  const seen = new Int32Array(values.length + 1).fill(-1);
  for (let month = 0; month < monthCount; month += step) {
    const [from, to] = [dated.starts[month]!, dated.starts[month + step]!];
    if (from === to) continue;
    let authors = 0;
    for (let at = from; at < to; at++) {
      const code = codes[dated.models[at]!]!;
      const author = code < 0 ? values.length : code;
      if (seen[author] === month) continue;
      seen[author] = month;
      authors++;
    }
    const sizes = dated.sizes.subarray(dated.sizeStarts[month], dated.sizeStarts[month + step]);
    const at = (share: number) => (sizes.length === 0 ? null : quantileOf(sizes, share) / 1e9);
    const period = monthName(month).slice(0, length);
    rows.push({
      ...{ period, uploads: to - from, authors, sized: sizes.length },
      ...{ median: at(0.5), ninetieth: at(0.9), largest: at(1) },
    });
  }
  return rows;
}

/** The growth of a positive number over months, as a factor per year; months in which it is 0 do not count. */
function growthOf(months: readonly UploadRow[], value: (row: UploadRow) => number): Growth | null {
  const positive = months.filter(row => value(row) > 0);
  const found = trend(
    positive.map(({ period }) => monthOfName(period)),
    positive.map(row => Math.log(value(row))),
  );
  if (found === null) return null;
  const perYear = (slope: number) => Math.exp(12 * slope);
  return {
    months: found.points,
    factor: perYear(found.slope),
    low: perYear(found.low),
    high: perYear(found.high),
    tau: found.tau,
  };
}

/** The months from year 0 to a month such as `2024-07`. */
function monthOfName(month: string): number {
  return 12 * Number(month.slice(0, 4)) + Number(month.slice(5));
}

function tablesOf(columns: LineageColumns, { models, sizes }: Counted, result: Uploads): ResultTable[] {
  const latest = latestOf(columns.numbers.createdAt);
  const periods = (id: string, name: string, title: string, rows: readonly UploadRow[]): ResultTable => ({
    id,
    title,
    columns: [name, "models", "authors", "sized", "medianGB", "ninetiethGB", "largestGB", "note"],
    rows: rows.map(row => [
      row.period,
      row.uploads,
      row.authors,
      row.sized,
      row.median,
      row.ninetieth,
      row.largest,
      monthNote(row.period, latest),
    ]),
  });
  const bytes = numbersOf(models, sizes.bytes);
  const growth = [
    ["uploads per month", result.growth.uploads],
    ["median size", result.growth.medianSize],
  ] as const;
  return [
    {
      id: "growth",
      title: "Growth per year",
      columns: ["what", "months", "factor", "low", "high", "tau"],
      rows: growth.map(([what, found]) => [
        what,
        found?.months ?? null,
        found?.factor ?? null,
        found?.low ?? null,
        found?.high ?? null,
        found?.tau ?? null,
      ]),
    },
    periods("months", "month", "Models by month", result.months),
    periods("years", "year", "Models by year", result.years),
    {
      id: "largest",
      title: "The largest models",
      columns: ["model", "GB"],
      rows: topPlaces(bytes, 10).map(at => [columns.id(models[at]!), bytes[at]! / 1e9]),
    },
  ];
}

function findingOf({ growth }: Uploads, [table, months]: readonly ResultTable[]): { finding?: Sentence } {
  if (growth.uploads === null || table === undefined || months === undefined) return {};
  const finding: Sentence = [
    "Uploads per month change by a factor of ",
    figure(table, 0, "factor", "number"),
    " per year",
    ...interval(table, 0, "number"),
    ...(growth.medianSize === null
      ? [", and too few sizes are known to say whether models get larger."]
      : [
          ", and their median size by a factor of ",
          figure(table, 1, "factor", "number"),
          ...interval(table, 1, "number"),
          ".",
        ]),
  ];
  return { finding };
}

function claimsOf({ growth }: Uploads, [table]: readonly ResultTable[]): Claim[] {
  if (table === undefined) return [];
  const claim = (words: string, found: Growth | null, row: number): Claim => {
    if (found === null)
      return {
        claim: words,
        verdict: "not decidable",
        reason: ["The table has too few months with known values."],
      };
    const verdict: Verdict = found.low > 1 ? "confirmed" : found.high < 1 ? "refuted" : "not decidable";
    return {
      claim: words,
      verdict,
      reason: [
        "Over ",
        figure(table, row, "months", "count"),
        " months, the factor per year is ",
        figure(table, row, "factor", "number"),
        ...interval(table, row, "number"),
        ", and the rank correlation with time is ",
        figure(table, row, "tau", "number"),
        ".",
      ],
    };
  };
  return [
    claim("Uploads rise steadily.", growth.uploads, 0),
    claim("Repositories get larger.", growth.medianSize, 1),
  ];
}
