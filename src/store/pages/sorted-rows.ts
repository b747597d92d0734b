import { once } from "../../lineage/make-once";
import { compare, type PackedValues } from "../../snapshot/export/parquet-values";

/** What orders the rows by a column: digits of up to 32 bits, the least significant first; or the order itself, if no two values are equal. */
export type SortKey =
  | { readonly kind: "digits"; readonly digits: () => readonly Uint32Array[] }
  | { readonly kind: "unique"; readonly order: () => Uint32Array };

/** Rows by the values of several columns, the first of which counts most, and then by their numbers. */
export function sortedRows(rows: number, keys: readonly SortKey[]): Uint32Array {
  const unique = keys.findIndex(({ kind }) => kind === "unique");
  const counted = unique < 0 ? keys : keys.slice(0, unique);
  const last = keys[unique];
  let order = last?.kind === "unique" ? last.order() : allRows(rows);
  for (const key of counted.toReversed())
    if (key.kind === "digits") for (const digits of key.digits()) order = byDigits(order, digits);
  return order;
}

/** The rows in the order of their numbers; a loop, because functions of typed arrays are many times slower. */
export function allRows(rows: number): Uint32Array {
  const all = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) all[row] = row;
  return all;
}

const half = 0x10000;

/** A stable sort by numbers of 32 bits. */
function byDigits(order: Uint32Array, digits: Uint32Array): Uint32Array {
  let greatest = 0;
  for (let row = 0; row < digits.length; row++) greatest = Math.max(greatest, digits[row] ?? 0);
  if (greatest === 0) return order;
  const low = byHalf(order, digits, 0, Math.min(greatest, half - 1));
  return greatest < half ? low : byHalf(low, digits, 16, greatest >>> 16);
}

/** A stable counting sort by 16 bits. */
function byHalf(order: Uint32Array, digits: Uint32Array, shift: number, greatest: number): Uint32Array {
  const next = new Uint32Array(greatest + 2);
  for (let row = 0; row < digits.length; row++) {
    const place = (((digits[row] ?? 0) >>> shift) & 0xffff) + 1;
    next[place] = (next[place] ?? 0) + 1;
  }
  for (let place = 1; place < next.length; place++) next[place] = (next[place] ?? 0) + (next[place - 1] ?? 0);
  const sorted = new Uint32Array(order.length);
  for (let at = 0; at < order.length; at++) {
    const row = order[at] ?? 0;
    const digit = ((digits[row] ?? 0) >>> shift) & 0xffff;
    const place = next[digit] ?? 0;
    next[digit] = place + 1;
    sorted[place] = row;
  }
  return sorted;
}

/** Orders rows by texts by their codes, in the order of their bytes; -1 is NULL and comes first. */
export function textKey(texts: PackedValues, codes: ArrayLike<number>, rows: number): SortKey {
  const digits = once(() => {
    const ranks = ranksOf(texts);
    const digit = new Uint32Array(rows);
    for (let row = 0; row < rows; row++) digit[row] = ranks[(codes[row] ?? -1) + 1] ?? 0;
    return [digit];
  });
  return { kind: "digits", digits };
}

/** The place of each text among the sorted ones, from 1 and after a 0 for NULL; equal texts have one place. */
function ranksOf(texts: PackedValues): Uint32Array {
  const count = Math.max(0, texts.offsets.length - 1);
  const sorted = Uint32Array.from({ length: count }, (_, code) => code);
  sorted.sort((one, other) => compare(texts, one, other));
  const ranks = new Uint32Array(count + 1);
  let rank = 0;
  for (let at = 0; at < count; at++) {
    const code = sorted[at] ?? 0;
    if (at === 0 || compare(texts, sorted[at - 1] ?? 0, code) !== 0) rank++;
    ranks[code + 1] = rank;
  }
  return ranks;
}

/** Orders rows by numbers; NaN is NULL and comes first. */
export function numberKey(numbers: ArrayLike<number>, rows: number): SortKey {
  return { kind: "digits", digits: once(() => numberDigits(numbers, rows)) };
}

function numberDigits(numbers: ArrayLike<number>, rows: number): readonly Uint32Array[] {
  const low = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = numbers[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (!(value >= 0 && value < 2 ** 32 - 1 && Number.isInteger(value))) return doubleDigits(numbers, rows);
    low[row] = value + 1;
  }
  return [low];
}

/** The bits of doubles, turned so that their order is that of the numbers, which leaves 0 for NULL. */
function doubleDigits(numbers: ArrayLike<number>, rows: number): readonly Uint32Array[] {
  const [low, high] = [new Uint32Array(rows), new Uint32Array(rows)];
  const view = new DataView(new ArrayBuffer(8));
  for (let row = 0; row < rows; row++) {
    const value = numbers[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    // SQLite does not tell -0 from 0.
    view.setFloat64(0, value === 0 ? 0 : value);
    const [upper, lower] = [view.getUint32(0), view.getUint32(4)];
    const isNegative = upper >= 0x80000000;
    high[row] = isNegative ? ~upper : upper | 0x80000000;
    low[row] = isNegative ? ~lower : lower;
  }
  return [low, high];
}
