import { cutMiddle } from "../lineage/showable";
import type { Cell, Claim, Figure, FigureForm, Findings, ResultTable, Sentence } from "./analysis";

/** The most characters of a name in a sentence, more than any id on the Hub has. */
const longestName = 120;

const forms: Readonly<Record<FigureForm, (cell: Exclude<Cell, null>) => string>> = {
  words: cell => cutMiddle(String(cell), longestName),
  count: cell => Math.round(Number(cell)).toLocaleString("en-US"),
  percent: cell => inPercent(100 * Number(cell)),
  number: cell => inDigits(Number(cell)),
  gigabytes: cell => `${inDigits(Number(cell))} GB`,
  parameters: cell => `${inDigits(Number(cell) / 1e9)} B`,
  kilograms: cell => `${inDigits(Number(cell))} kg`,
};

/** A percentage with one decimal, and below 1% with two digits: "12.3%", "0.051%". */
function inPercent(value: number): string {
  const isSmall = value > 0 && value < 1;
  return `${isSmall ? value.toLocaleString("en-US", { maximumSignificantDigits: 2 }) : value.toFixed(1)}%`;
}

/** A number to three digits, with thousands separators. */
function inDigits(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 3 });
}

/**
 * The number or name in row `row` of a table, for a sentence: what a sentence says is always what the table says. Throws
 * RangeError if the table has no such row or column.
 */
export function figure(
  { id, columns, rows }: ResultTable,
  row: number,
  column: string,
  form: FigureForm,
): Figure {
  if (rows[row] === undefined || !columns.includes(column))
    throw new RangeError(`The table ${id} has no row ${row} with a column ${column}.`);
  return { table: id, row, column, form };
}

/** The cell that a figure stands for; null if the tables lack it. */
export function figureCell({ table, row, column }: Figure, tables: readonly ResultTable[]): Cell {
  const found = tables.find(({ id }) => id === table);
  return found?.rows[row]?.[found.columns.indexOf(column)] ?? null;
}

/** The interval of a figure in the row's columns `low` and `high`: ` (95% interval A to B)`; empty if the row has none. */
export function interval(
  table: ResultTable,
  row: number,
  form: FigureForm,
  [low, high]: readonly [low: string, high: string] = ["low", "high"],
): Sentence {
  const ends = [figure(table, row, low, form), figure(table, row, high, form)] as const;
  if (ends.some(end => figureCell(end, [table]) === null)) return [];
  return [" (95% interval ", ends[0], " to ", ends[1], ")"];
}

/** A sentence as text, each figure read from its table; "unknown" stands for an empty cell. */
export function sentenceInWords(sentence: Sentence, tables: readonly ResultTable[]): string {
  return sentence
    .map(part => {
      if (typeof part === "string") return part;
      const cell = figureCell(part, tables);
      return cell === null ? "unknown" : forms[part.form](cell);
    })
    .join("");
}

/** A finding as a sentence that ends with a period; null if there is none. */
export function findingInWords({
  finding,
  tables,
}: Pick<Findings<unknown>, "finding" | "tables">): string | null {
  return finding === undefined ? null : `${sentenceInWords(finding, tables).replace(/\.$/, "")}.`;
}

/** The claims as a table: what was claimed, whether these data confirm it, and why. */
export function claimTable(claims: readonly Claim[], tables: readonly ResultTable[]): ResultTable {
  return {
    id: "claims",
    title: "Published claims",
    columns: ["claim", "verdict", "reason"],
    rows: claims.map(({ claim, verdict, reason }) => [claim, verdict, sentenceInWords(reason, tables)]),
  };
}
