import { isModelColumn, isModelId } from "../../src/lineage/repo-id";
import { showable } from "../../src/lineage/showable";

/** One value of a row. */
export type Value = string | number | null;

/** Rows in their original order, and their column names. */
export interface GridRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** Model IDs without a slash that may be in the rows: such an ID looks like any word. */
  readonly models?: ReadonlySet<string>;
}

/** The sort column and direction; null for the original order. */
export type Sort = { readonly column: number; readonly descending: boolean } | null;

/** A value as a cell shows it. */
export interface ShownValue {
  readonly text: string;
  /** What a text such as a dash means, for tooltips and screen readers. */
  readonly means?: string;
  /** The class of a color in front of the text. */
  readonly swatch?: string;
}

/** A column to draw: its name, its width in characters, and whether it contains numbers or model IDs. */
export interface Column {
  readonly name: string;
  readonly width: number;
  readonly isNumber: boolean;
  readonly isModel: boolean;
  /** How its values are shown, given the whole row; as they are if left out. */
  readonly show?: (value: Value, row: readonly Value[]) => ShownValue;
  /** Whether a value stands for no value, so that it comes last in every order. */
  readonly isLast?: (value: Value) => boolean;
  /** Whether it stays in sight, so that it takes no more than half of the window. */
  readonly isPinned?: boolean;
  /** Whether the first click on its name puts the largest value on top. */
  readonly descends?: boolean;
}

const widest = 60;
const narrowest = 4;

// A line break is harmless but breaks the layout, so it is shown as a symbol.
const breaks = /\r\n|[\r\n]/g;

/** A value on a single line. */
export function lineOf(value: Value): string {
  return value === null ? "null" : showable(String(value).replace(breaks, "⏎"));
}

/** A value with its line breaks. */
export function linesOf(value: Value): string {
  return value === null ? "null" : String(value).split(breaks).map(showable).join("\n");
}

/**
 * Whether a column value is the ID of a model whose family can be shown; `models` are the known IDs without a slash, or, in a
 * column that shows values in its own way, all IDs that lead somewhere.
 */
export function isModelIn(column: Column, value: Value, models?: ReadonlySet<string>): value is string {
  if (!column.isModel || !isModelId(value)) return false;
  return (column.show === undefined && value.includes("/")) || (models?.has(value) ?? false);
}

/** The columns of a set of rows, each as wide as its longest value. */
export function columnsOf({ columns, rows }: GridRows): readonly Column[] {
  return columns.map((name, at) => {
    let longest = [...name].length + 2;
    let isNumber = false;
    let isOther = false;
    for (const row of rows) {
      const value = row[at] ?? null;
      if (longest < widest) longest = Math.max(longest, lineOf(value).length);
      if (typeof value === "number") isNumber = true;
      else if (value !== null) isOther = true;
    }
    const width = Math.min(widest, Math.max(narrowest, longest));
    return { name, width, isNumber: isNumber && !isOther, isModel: isModelColumn(name) };
  });
}

function compare(one: Value, other: Value): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  if (typeof one === typeof other) return String(one) < String(other) ? -1 : one === other ? 0 : 1;
  return typeof one === "number" ? -1 : 1;
}

/** Row positions in sort order: numbers before text, null and what else is no value last, ties in the original order. */
export function orderOf(
  { rows }: GridRows,
  sort: Sort,
  columns: readonly Pick<Column, "isLast">[] = [],
): readonly number[] {
  const places = rows.map((_, at) => at);
  if (sort === null) return places;
  const isLast = columns[sort.column]?.isLast;
  const value = (at: number): Value => {
    const found = rows[at]?.[sort.column] ?? null;
    return isLast?.(found) ? null : found;
  };
  return places.sort((a, b) => {
    const [one, other] = [value(a), value(b)];
    if (one === null || other === null) return one === other ? a - b : one === null ? 1 : -1;
    return (sort.descending ? compare(other, one) : compare(one, other)) || a - b;
  });
}

/** Reads a saved sort from any source; null if invalid. */
export function readSort(value: unknown): Sort {
  const { column, descending } = (value ?? {}) as { column?: unknown; descending?: unknown };
  if (!Number.isInteger(column) || Number(column) < 0) return null;
  return { column: Number(column), descending: descending === true };
}

/** The next sort order on a header click: ascending, descending, none; or descending first. */
export function nextSort(sort: Sort, column: number, descends = false): Sort {
  if (sort?.column !== column) return { column, descending: descends };
  return sort.descending === descends ? { column, descending: !descends } : null;
}
