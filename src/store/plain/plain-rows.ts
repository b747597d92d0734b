import { Least } from "./least";
import type { PlainColumn, PlainTable } from "./plain-columns";
import { NotPlain, type PlainQuestion, type Term } from "./plain-question";
import { byValue, type PlainValue, shownId, shownNumber, shownText, shownTime } from "./plain-values";

/** The bytes of the id of a model. */
export type IdOf = (model: number) => Uint8Array;

/** A question that selects rows as they are: the first `most` of those chosen (null: of all). */
export function plainRows(
  table: PlainTable,
  { items, order }: PlainQuestion,
  chosen: Uint8Array | null,
  most: number,
  idOf: IdOf,
): readonly (readonly PlainValue[])[] {
  const compare = orderOf(table, order, chosen, idOf);
  const least = new Least(most, compare);
  for (let row = 0; row < table.rows; row++) if (chosen === null || chosen[row] === 1) least.add(row);
  const values = items.map(({ term }) => shownBy(columnOf(table, term), idOf));
  return least.sorted().map(row => values.map(value => value(row)));
}

function columnOf(table: PlainTable, term: Term): PlainColumn {
  if (term.kind !== "column") throw new NotPlain();
  return table.column(term.column);
}

function shownBy(column: PlainColumn, idOf: IdOf): (row: number) => PlainValue {
  switch (column.kind) {
    case "codes":
      return row => {
        const value = column.values[column.codes[row] ?? -1] ?? null;
        return typeof value === "string" ? shownText(value) : value;
      };
    case "numbers":
      return row => shownNumber(column.values[row] ?? Number.NaN);
    case "times":
      return row => shownTime(column.values[row] ?? Number.NaN);
    case "ids":
      return row => shownId(idOf(column.models?.[row] ?? row));
  }
}

type Compare = (one: number, other: number) => number;

/** Compares rows by the terms; where those are few and all rows are chosen, SQLite reads the first rows in the order of the ids itself. */
function orderOf(
  table: PlainTable,
  order: PlainQuestion["order"],
  chosen: Uint8Array | null,
  idOf: IdOf,
): Compare {
  const compared = order.map(({ term, isDescending }) => {
    const column = columnOf(table, term);
    const compare = compareBy(column, idOf);
    return { isId: column.kind === "ids", compare, sign: isDescending ? -1 : 1 };
  });
  if (chosen === null && compared[0]?.isId !== false) throw new NotPlain();
  return (one, other) => {
    for (const { compare, sign } of compared) {
      const difference = compare(one, other);
      if (difference !== 0) return sign * difference;
    }
    return 0;
  };
}

function compareBy(column: PlainColumn, idOf: IdOf): Compare {
  if (column.kind === "ids") {
    const { models } = column;
    return (one, other) => byOctets(idOf(models?.[one] ?? one), idOf(models?.[other] ?? other));
  }
  if (column.kind === "codes") {
    const { codes, values } = column;
    return (one, other) => {
      const [code, beside] = [codes[one] ?? -1, codes[other] ?? -1];
      return code === beside ? 0 : byValue(values[code] ?? null, values[beside] ?? null);
    };
  }
  const { values } = column;
  return (one, other) => {
    const [value, beside] = [values[one] ?? Number.NaN, values[other] ?? Number.NaN];
    if (value < beside) return -1;
    if (value > beside) return 1;
    // NaN is NULL, which comes first.
    return value === beside ? 0 : Number(Number.isNaN(beside)) - Number(Number.isNaN(value));
  };
}

function byOctets(one: Uint8Array, other: Uint8Array): number {
  const least = Math.min(one.length, other.length);
  for (let at = 0; at < least; at++) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
