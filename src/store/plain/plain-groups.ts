import { Least } from "./least";
import type { PlainColumn, PlainTable } from "./plain-columns";
import { isSameTerm, NotPlain, type PlainQuestion, type Term } from "./plain-question";
import { byValue, type PlainValue, shownNumber, shownText, shownTime } from "./plain-values";

/** Most groups that are told apart: so many numbers of each aggregate are kept. */
const mostGroups = 2 ** 21;

/** A key by which rows are grouped: its code in each row, and the value of each code; -1 is NULL. */
interface Key {
  readonly codes: ArrayLike<number>;
  readonly values: readonly (string | number)[];
}

/** The value of a term for each group. */
type OfGroup = (group: number) => PlainValue;

/** A question with a row for each group, or for all rows: the first `most` rows. */
export function plainGroups(
  table: PlainTable,
  { items, groups, order }: PlainQuestion,
  chosen: Uint8Array | null,
  most: number,
): readonly (readonly PlainValue[])[] {
  const keys = groups.map(term => keyOf(table, term));
  const { rowGroups, count } = groupsOf(table.rows, keys);
  const sizes = sizesOf(table.rows, rowGroups, count, chosen);
  const known = new Map<string, OfGroup>();
  const ofTerm = (term: Term): OfGroup => {
    const key = JSON.stringify(term);
    const at = groups.findIndex(group => isSameTerm(group, term));
    const found =
      known.get(key) ?? (at >= 0 ? keyValue(keys, at) : aggregateOf(table, term, rowGroups, sizes, chosen));
    known.set(key, found);
    return found;
  };
  // Without an order, SQLite gives the groups of one key in the order of the key.
  if (order.length === 0 && groups.length > 1) throw new NotPlain();
  const terms = order.length > 0 ? order : groups.map(term => ({ term, isDescending: false }));
  const compared = terms.map(({ term, isDescending }) => ({
    of: ofTerm(term),
    sign: isDescending ? -1 : 1,
  }));
  const least = new Least(most, (one, other) => {
    for (const { of, sign } of compared) {
      const difference = byValue(of(one), of(other));
      if (difference !== 0) return sign * difference;
    }
    return 0;
  });
  const isWhole = groups.length === 0;
  for (let group = 0; group < count; group++) if (isWhole || (sizes[group] ?? 0) > 0) least.add(group);
  const values = items.map(({ term }) => ofTerm(term));
  return least.sorted().map(group => values.map(value => shown(value(group))));
}

function shown(value: PlainValue): PlainValue {
  return typeof value === "string" ? shownText(value) : value === null ? null : shownNumber(value);
}

function keyOf(table: PlainTable, term: Term): Key {
  if (term.kind === "aggregate") throw new NotPlain();
  const column = table.column(term.column);
  if (term.kind === "beginning") return beginnings(column, term.length);
  if (column.kind !== "codes") throw new NotPlain();
  return column;
}

const msOfDay = 86_400_000;

/** The first characters of dates as a key. */
function beginnings(column: PlainColumn, length: number): Key {
  if (column.kind !== "times") throw new NotPlain();
  const times = column.values;
  const codes = new Int32Array(times.length);
  const places = new Map<string, number>();
  const days: number[] = [];
  for (let row = 0; row < codes.length; row++) {
    const day = Math.floor((times[row] ?? Number.NaN) / msOfDay);
    if (Number.isNaN(day)) {
      codes[row] = -1;
      continue;
    }
    let code = days[day];
    if (code === undefined) {
      const text = new Date(day * msOfDay).toISOString().slice(0, length);
      code = places.get(text) ?? places.size;
      places.set(text, code);
      days[day] = code;
    }
    codes[row] = code;
  }
  return { codes, values: [...places.keys()] };
}

/** The group of each row, by one number of all keys; 0 for each without keys. */
function groupsOf(
  rows: number,
  keys: readonly Key[],
): { readonly rowGroups: ArrayLike<number>; readonly count: number } {
  const count = keys.reduce((product, { values }) => product * (values.length + 1), 1);
  if (count > mostGroups) throw new NotPlain();
  const rowGroups = new Uint32Array(rows);
  for (const { codes, values } of keys) {
    const width = values.length + 1;
    for (let row = 0; row < rows; row++)
      rowGroups[row] = (rowGroups[row] ?? 0) * width + (codes[row] ?? -1) + 1;
  }
  return { rowGroups, count };
}

function keyValue(keys: readonly Key[], at: number): OfGroup {
  const widths = keys.map(({ values }) => values.length + 1);
  const step = widths.slice(at + 1).reduce((product, width) => product * width, 1);
  const { values } = keys[at] ?? { values: [] };
  const width = widths[at] ?? 1;
  return group => values[(Math.floor(group / step) % width) - 1] ?? null;
}

function sizesOf(
  rows: number,
  rowGroups: ArrayLike<number>,
  count: number,
  chosen: Uint8Array | null,
): Float64Array {
  const sizes = new Float64Array(count);
  for (let row = 0; row < rows; row++) {
    if (chosen !== null && chosen[row] === 0) continue;
    const group = rowGroups[row] ?? 0;
    sizes[group] = (sizes[group] ?? 0) + 1;
  }
  return sizes;
}

function aggregateOf(
  table: PlainTable,
  term: Term,
  rowGroups: ArrayLike<number>,
  sizes: Float64Array,
  chosen: Uint8Array | null,
): OfGroup {
  if (term.kind !== "aggregate") throw new NotPlain();
  if (term.column === null) return group => sizes[group] ?? 0;
  const column = table.column(term.column);
  const { of } = term;
  // No id is NULL.
  if (column.kind === "ids") return group => sizes[group] ?? 0;
  const part = { rowGroups, groups: sizes.length, chosen };
  if (column.kind === "codes") {
    const { codes, values } = column;
    if (of !== "count" && of !== "min" && of !== "max") throw new NotPlain();
    return of === "count"
      ? counted(part, row => (codes[row] ?? -1) >= 0)
      : extremeCode(part, codes, values, of);
  }
  const { values } = column;
  if (of === "count") return counted(part, row => !Number.isNaN(values[row] ?? Number.NaN));
  if (of === "min" || of === "max") {
    const extreme = extremeNumber(part, values, of);
    return column.kind === "times" ? group => shownTime(Number(extreme(group) ?? Number.NaN)) : extreme;
  }
  if (column.kind === "times") throw new NotPlain();
  return summed(part, values, of === "avg");
}

/** The rows of an aggregate and their groups. */
interface Part {
  readonly rowGroups: ArrayLike<number>;
  readonly groups: number;
  readonly chosen: Uint8Array | null;
}

function counted({ rowGroups, groups, chosen }: Part, isCounted: (row: number) => boolean): OfGroup {
  const counts = new Float64Array(groups);
  for (let row = 0; row < rowGroups.length; row++) {
    if ((chosen !== null && chosen[row] === 0) || !isCounted(row)) continue;
    const group = rowGroups[row] ?? 0;
    counts[group] = (counts[group] ?? 0) + 1;
  }
  return group => counts[group] ?? 0;
}

/** The sum of whole numbers, or their average, which SQLite computes from it; NULL for none. */
function summed({ rowGroups, groups, chosen }: Part, values: ArrayLike<number>, isAverage: boolean): OfGroup {
  const [sums, sizes, counts] = [
    new Float64Array(groups),
    new Float64Array(groups),
    new Float64Array(groups),
  ];
  for (let row = 0; row < rowGroups.length; row++) {
    if (chosen !== null && chosen[row] === 0) continue;
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value)) throw new NotPlain();
    const group = rowGroups[row] ?? 0;
    sums[group] = (sums[group] ?? 0) + value;
    sizes[group] = (sizes[group] ?? 0) + Math.abs(value);
    counts[group] = (counts[group] ?? 0) + 1;
  }
  // A sum is exact if that of the absolute values is.
  if (sizes.some(size => size > Number.MAX_SAFE_INTEGER)) throw new NotPlain();
  return group => {
    const count = counts[group] ?? 0;
    if (count === 0) return null;
    return isAverage ? (sums[group] ?? 0) / count : (sums[group] ?? 0);
  };
}

function extremeNumber(
  { rowGroups, groups, chosen }: Part,
  values: ArrayLike<number>,
  of: "min" | "max",
): OfGroup {
  const sign = of === "min" ? 1 : -1;
  const least = new Float64Array(groups).fill(Number.NaN);
  for (let row = 0; row < rowGroups.length; row++) {
    if (chosen !== null && chosen[row] === 0) continue;
    const value = sign * (values[row] ?? Number.NaN);
    const group = rowGroups[row] ?? 0;
    const known = least[group] ?? Number.NaN;
    if (value < known || (Number.isNaN(known) && !Number.isNaN(value))) least[group] = value;
  }
  return group => {
    const value = sign * (least[group] ?? Number.NaN);
    return Number.isNaN(value) ? null : value;
  };
}

function extremeCode(
  part: Part,
  codes: ArrayLike<number>,
  values: readonly (string | number)[],
  of: "min" | "max",
): OfGroup {
  const sorted = values
    .map((_, code) => code)
    .sort((one, other) => byValue(values[one] ?? null, values[other] ?? null));
  const places = new Float64Array(values.length);
  for (const [place, code] of sorted.entries()) places[code] = place;
  const ranks = Float64Array.from(codes, code => (code < 0 ? Number.NaN : (places[code] ?? Number.NaN)));
  const extreme = extremeNumber(part, ranks, of);
  return group => {
    const place = extreme(group);
    return place === null ? null : (values[sorted[Number(place)] ?? -1] ?? null);
  };
}
