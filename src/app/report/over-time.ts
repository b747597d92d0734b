import type { Cell, Headline, Picture, ResultTable, Sentence } from "../../analyses/analysis";
import type { AnalysisReport } from "../../analyses/report";
import { figure, figureCell } from "../../analyses/sentence";

/** What an analysis found in the snapshot of a day; without a report, `missing` says in a sentence why not. */
export interface DatedReport {
  readonly day: string;
  readonly models: number;
  readonly edges: number;
  readonly report: Pick<AnalysisReport, "summary"> | null;
  readonly missing: string | null;
}

const columns = ["figure", "date", "estimate", "low", "high", "n", "of", "unit"] as const;

/**
 * The headline figures of one analysis over the snapshots of several days, in order, as a report of its own: `like` says which
 * analysis, and how it was run. A figure that a day lacks is null there, which is not 0.
 */
export function overTime(like: AnalysisReport, days: readonly DatedReport[]): AnalysisReport {
  const names = [...new Set(days.flatMap(({ report }) => (report?.summary ?? []).map(({ what }) => what)))];
  const of = ({ report }: DatedReport, name: string) => report?.summary?.find(({ what }) => what === name);
  const rows = names.flatMap(name => days.map(each => rowOf(name, each.day, of(each, name))));
  const figures: ResultTable = { id: "over-time", title: "Main figures by day", columns, rows };
  const table: ResultTable = {
    id: "days",
    title: "Snapshots",
    columns: ["date", "models", "edges", "left out"],
    rows: days.map(({ day, models, edges, missing }) => [day, models, edges, missing]),
  };
  const { finding, claims, differs, ...rest } = like;
  const sentence = changeOf(figures, names[0], days.length);
  return {
    ...rest,
    id: `${like.id}-over-time`,
    title: `${like.title}, over time`,
    ...(sentence === null ? {} : { finding: sentence }),
    listed: [],
    summary: [],
    coverage: [],
    published: [],
    result: {
      days: days.map(({ day, models, edges, missing }) => ({ day, models, edges, missing })),
      figures: names.map((what, at) => ({
        what,
        points: rows.slice(at * days.length, (at + 1) * days.length).map(pointOf),
      })),
    },
    tables: [figures, table],
    pictures: names.map(lineOf),
  };
}

function rowOf(name: string, day: string, found: Headline | undefined): readonly Cell[] {
  const { estimate = null, low = null, high = null, n = null, of = null, unit = null } = found ?? {};
  return [name, day, estimate, low, high, n, of, unit];
}

function pointOf(row: readonly Cell[]): Readonly<Record<string, Cell>> {
  return Object.fromEntries(columns.slice(1).map((name, at) => [name, row[at + 1] ?? null]));
}

function lineOf(name: string): Picture {
  return {
    ...{ title: name, kind: "lines", table: "over-time", x: "date", y: "estimate" },
    ...{ low: "low", high: "high", label: "figure", only: name },
  };
}

/** How the first figure changed from the first to the last day that have it; null if no two days do. */
function changeOf(table: ResultTable, name: string | undefined, days: number): Sentence | null {
  if (name === undefined) return null;
  const known = Array.from({ length: days }, (_, row) => row).filter(
    row => figureCell(figure(table, row, "estimate", "number"), [table]) !== null,
  );
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const cell = (row: number, column: string) => {
    const form = Number.isInteger(figureCell(figure(table, row, column, "number"), [table]))
      ? "count"
      : "number";
    return figure(table, row, column, column === "date" ? "words" : form);
  };
  return [
    ...["From ", cell(first, "date"), " to ", cell(last, "date"), `, ${name}: `],
    ...[cell(first, "estimate"), " to ", cell(last, "estimate"), "."],
  ];
}
