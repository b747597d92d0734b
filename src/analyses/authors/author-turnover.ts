import type { LineageColumns } from "../../columns/columns";
import { shareInterval } from "../../statistics/interval";
import type {
  Analysis,
  AnalysisOptions,
  Findings,
  Headline,
  ModelsOfRow,
  ResultTable,
  Sentence,
} from "../analysis";
import { covered, numberCoverage } from "../organizations/study";
import { figure, interval } from "../sentence";
import { turnoverSummary } from "./author-summaries";
import { everyone } from "./everyone";
import {
  type Cohort,
  cohortsOf,
  datedUploads,
  isFirstYear,
  isInPeriod,
  type UploadPeriod,
  uploadPeriods,
} from "./upload-periods";

/** How authors come and go. */
export interface AuthorTurnover {
  readonly authors: number;
  /** The day of the last upload; null without dates. */
  readonly end: string | null;
  readonly quarters: readonly UploadPeriod[];
  readonly years: readonly UploadPeriod[];
  readonly cohorts: readonly Cohort[];
}

/** Authors who begin and stop uploading, and who uploads how much. */
export const authorTurnover: Analysis<AuthorTurnover> = {
  id: "author-turnover",
  title: "Authors who come and go",
  definition:
    "By quarter (named by its first month) and by year: how many authors upload, how many of them for the first time, and how many for the last time. An author counts as gone only if at least 365 days without an upload precede the last upload in the table: later quarters have no figure, because authors who were silent for less time may come back. " +
    "New authors are unknown for the quarter and year of March 2022, the date that the Hub gives to everything older. Half is the smallest number of authors who together made half of the uploads. An upload is returning if its author had uploaded before the period; the interval treats each author as one draw. Cohorts group authors by the year of their first upload, with Wilson's intervals. " +
    "A snapshot has no deleted models, so authors who deleted all of theirs are missing.",
  source: "this project",
  needs: ["createdAt"],
  run,
  models: { quarters: inPeriod(3), years: inPeriod(12) },
};

function inPeriod(months: 3 | 12): ModelsOfRow {
  return (columns, options, [period]) => {
    const { createdAt } = columns.numbers;
    const { models, place, places } = everyone(columns, options);
    if (createdAt === null || typeof period !== "string") return [];
    return [...models].filter(
      model => place(model) < places - 1 && isInPeriod(createdAt[model]!, period, months),
    );
  };
}

function run(columns: LineageColumns, options: AnalysisOptions): Findings<AuthorTurnover> {
  const all = everyone(columns, options);
  const { createdAt } = columns.numbers;
  const uploads = datedUploads(all, createdAt);
  const cohorts = cohortsOf(uploads);
  const result: AuthorTurnover = {
    authors: cohorts.reduce((sum, { authors }) => sum + authors, 0),
    end: Number.isNaN(uploads.end) ? null : new Date(uploads.end).toISOString().slice(0, 10),
    quarters: uploadPeriods(uploads, 3),
    years: uploadPeriods(uploads, 12),
    cohorts,
  };
  const tables = tablesOf(result);
  return {
    ...findingOf(result, tables),
    summary: summaryOf(result),
    coverage: [
      numberCoverage(all, "createdAt", createdAt),
      covered(all, "author", model => all.place(model) < all.places - 1),
    ],
    result,
    tables,
    pictures: [
      {
        title: "Authors who start and stop, by quarter",
        kind: "lines",
        table: "moves",
        x: "quarter",
        y: "authors",
        by: "what",
      },
      {
        title: "Share of uploads by authors who had uploaded before, by quarter",
        kind: "lines",
        table: "returning",
        x: "quarter",
        y: "returningShare",
      },
      {
        title: "Authors with an upload in the last year of the data, by year of their first upload",
        kind: "ranges",
        table: "cohorts",
        x: "activeShare",
        y: "year",
        low: "low",
        high: "high",
      },
    ],
    published: [],
  };
}

const columns = ["models", "authors", "entered", "left", "half", "halfShare"] as const;
const returningColumns = ["returningShare", "low", "high"] as const;

function counts({ models, authors, entered, left, half }: UploadPeriod) {
  return [models, authors, entered, left, half, half / authors];
}

function returningCells({ returning }: UploadPeriod) {
  return [returning?.ratio ?? null, returning?.low ?? null, returning?.high ?? null];
}

function tablesOf({ quarters, years, cohorts, end }: AuthorTurnover): ResultTable[] {
  const whole = quarters.filter(({ period }) => end !== null && monthsAfter(period, 3) <= end.slice(0, 7));
  return [
    {
      id: "years",
      title: "Uploads and authors by year",
      columns: ["year", ...columns, ...returningColumns],
      rows: years.map(row => [row.period, ...counts(row), ...returningCells(row)]),
    },
    {
      id: "cohorts",
      title: "Authors by the year of their first upload",
      columns: ["year", "authors", "once", "onceShare", "active", "activeShare", "low", "high"],
      rows: cohorts.map(({ year, authors, once, active }) => {
        const [low, high] = active === null ? [null, null] : shareInterval(active, authors);
        const share = active === null ? null : active / authors;
        return [year, authors, once, once / authors, active, share, low, high];
      }),
    },
    {
      id: "quarters",
      title: "Uploads and authors by quarter",
      columns: ["quarter", ...columns],
      rows: quarters.map(row => [row.period, ...counts(row)]),
    },
    {
      id: "returning",
      title: "Uploads by authors who had uploaded before, in complete quarters",
      columns: ["quarter", ...returningColumns],
      rows: whole.map(row => [row.period, ...returningCells(row)]),
    },
    {
      id: "moves",
      title: "Authors who start and stop, in complete quarters",
      columns: ["quarter", "what", "authors"],
      rows: whole.flatMap(({ period, entered, left }) => [
        ...(entered === null ? [] : [[period, "first upload", entered]]),
        ...(left === null ? [] : [[period, "last upload", left]]),
      ]),
    },
  ];
}

/** The month that comes a number of months after another, as `2024-07`. */
function monthsAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The last year that is whole, which it is only if the data go to its end, and the last cohort that was followed. */
function lastWhole({ years, cohorts, end }: Pick<AuthorTurnover, "years" | "cohorts" | "end">) {
  const lastYear = (end ?? "").slice(0, 4);
  const whole = years
    .map(({ period, returning }) => returning !== null && period < lastYear)
    .lastIndexOf(true);
  return { whole, followed: cohorts.map(({ active }) => active !== null).lastIndexOf(true) };
}

function summaryOf(result: AuthorTurnover): readonly Headline[] {
  const { whole, followed } = lastWhole(result);
  const [year, cohort] = [result.years[whole], result.cohorts[followed]];
  if (year === undefined) return [];
  const { authors = 0, active = null } = cohort ?? {};
  const [low, high] = active === null ? [null, null] : shareInterval(active, authors);
  const stayed = active === null || cohort === undefined ? null : { ratio: active / authors, low, high };
  return turnoverSummary({
    year,
    cohort: stayed && cohort ? { year: cohort.year, authors, active: stayed } : null,
    authors: result.authors,
  });
}

function findingOf(
  { years, cohorts, end }: AuthorTurnover,
  [yearTable, cohortTable]: readonly ResultTable[],
): { finding?: Sentence } {
  const { whole, followed } = lastWhole({ years, cohorts, end });
  if (whole < 0 || yearTable === undefined || cohortTable === undefined) return {};
  return {
    finding: [
      "In ",
      figure(yearTable, whole, "year", "words"),
      ", half of the uploads came from ",
      figure(yearTable, whole, "half", "count"),
      " of the authors (",
      figure(yearTable, whole, "halfShare", "percent"),
      "), and ",
      figure(yearTable, whole, "returningShare", "percent"),
      " from authors who had uploaded in an earlier year",
      ...interval(yearTable, whole, "percent"),
      ...(followed < 0
        ? []
        : [
            "; of the authors who started in ",
            figure(cohortTable, followed, "year", "words"),
            isFirstYear(cohorts[followed]?.year ?? "") ? " or before, " : ", ",
            figure(cohortTable, followed, "activeShare", "percent"),
            " uploaded in the last year of the data",
            ...interval(cohortTable, followed, "percent"),
          ]),
      ".",
    ],
  };
}
