import type { NumberColumn } from "../../columns/columns";
import { type IsoDates, isoBytes, writeIso } from "../../snapshot/export/iso-texts";
import type { PackedValues } from "../../snapshot/export/parquet-values";
import type { Value } from "../database";
import { varintLength, writeU16, writeU32 } from "./varints";

/** The values of a column, as SQLite's records hold them (https://www.sqlite.org/fileformat.html#record_format). */
export interface PageColumn {
  /** The serial type of a row's value, which gives its length too (`bodyBytes`). */
  type(row: number): number;
  /** Writes the value of a row and returns the place after it. */
  put(into: Uint8Array, at: number, row: number): number;
  /** Adds to each row's number how many bytes its value and the type of that take. */
  addBytes(bytes: Uint32Array): void;
  /**
   * Reads a little of what each of some rows needs and returns any number. Where rows are far apart in memory, a short loop over all
   * that are written next lets the processor wait for many of them at once.
   */
  touch(rows: Uint32Array, count: number): number;
}

const wholeBytes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

/** How many bytes a value of a serial type takes beside the type. */
export function bodyBytes(type: number): number {
  return type < 12 ? (wholeBytes[type] ?? 0) : (type - 12 - (type & 1)) / 2;
}

/** The serial type of a number in a column of whole numbers: the shortest that holds it, and NaN is NULL. */
export function numberType(value: number): number {
  if (value === 0) return 8;
  if (value === 1) return 9;
  if (Number.isNaN(value)) return 0;
  if (!Number.isInteger(value) || Math.abs(value) >= 2 ** 63) return 7;
  // The greatest number of a length and the least one have the same bits but for the sign.
  const size = value < 0 ? -value - 1 : value;
  if (size < 2 ** 7) return 1;
  if (size < 2 ** 15) return 2;
  if (size < 2 ** 23) return 3;
  if (size < 2 ** 31) return 4;
  return size < 2 ** 47 ? 5 : 6;
}

/** Writes a number as its serial type says, and returns the place after it. */
export function writeNumber(into: Uint8Array, at: number, value: number): number {
  const type = numberType(value);
  switch (type) {
    case 1:
      into[at] = value;
      break;
    case 2:
      writeU16(into, at, value);
      break;
    case 3:
      into[at] = value >> 16;
      writeU16(into, at + 1, value);
      break;
    case 4:
      writeU32(into, at, value);
      break;
    case 5:
      writeU16(into, at, Math.floor(value / 2 ** 32));
      writeU32(into, at + 2, value);
      break;
    case 6:
      new DataView(into.buffer, into.byteOffset).setBigInt64(at, BigInt(value));
      break;
    case 7:
      new DataView(into.buffer, into.byteOffset).setFloat64(at, value);
      break;
  }
  return at + bodyBytes(type);
}

/** More than the most cells of a page. */
export const mostCells = 65_536 / 4;

function touchNumbers(numbers: ArrayLike<number>, rows: Uint32Array, count: number): number {
  let sum = 0;
  for (let at = 0; at < count; at++) sum += numbers[rows[at] ?? 0] ?? 0;
  return sum;
}

function touchTexts({ bytes, offsets }: PackedValues, rows: Uint32Array, count: number): number {
  let sum = 0;
  for (let at = 0; at < count; at++) sum += offsets[rows[at] ?? 0] ?? 0;
  for (let at = 0; at < count; at++) sum += bytes[offsets[rows[at] ?? 0] ?? 0] ?? 0;
  return sum;
}

/** A column without a value. */
export const noValues: PageColumn = {
  type: () => 0,
  put: (_, at) => at,
  addBytes: bytes => addEach(bytes, () => 0),
  touch: () => 0,
};

/** Adds the bytes of values by their types. */
function addEach(bytes: Uint32Array, typeOf: (row: number) => number): void {
  for (let row = 0; row < bytes.length; row++) {
    const type = typeOf(row);
    bytes[row] = (bytes[row] ?? 0) + varintLength(type) + bodyBytes(type);
  }
}

/** Numbers; NaN is NULL. */
export function numbersColumn(values: ArrayLike<number>): PageColumn {
  const type = (row: number) => numberType(values[row] ?? Number.NaN);
  return {
    type,
    put: (into, at, row) => writeNumber(into, at, values[row] ?? Number.NaN),
    addBytes: bytes => addEach(bytes, type),
    touch: (rows, count) => touchNumbers(values, rows, count),
  };
}

/** Texts by their codes; -1 is NULL. */
export function textsColumn({ bytes, offsets }: PackedValues, codes: ArrayLike<number>): PageColumn {
  const types = new Uint32Array(offsets.length);
  for (let code = 0; code + 1 < offsets.length; code++)
    types[code + 1] = 13 + 2 * ((offsets[code + 1] ?? 0) - (offsets[code] ?? 0));
  const lengths = types.map(type => varintLength(type) + bodyBytes(type));
  return {
    type: row => types[(codes[row] ?? -1) + 1] ?? 0,
    put: (into, at, row) => {
      const code = codes[row] ?? -1;
      return code < 0 ? at : copyBytes(into, at, bytes, offsets[code] ?? 0, offsets[code + 1] ?? 0);
    },
    addBytes: sums => {
      for (let row = 0; row < sums.length; row++)
        sums[row] = (sums[row] ?? 0) + (lengths[(codes[row] ?? -1) + 1] ?? 0);
    },
    touch: (rows, count) => touchNumbers(codes, rows, count),
  };
}

/** A text for each row. */
export function ownTextsColumn({ bytes, offsets }: PackedValues): PageColumn {
  const type = (row: number) => 13 + 2 * ((offsets[row + 1] ?? 0) - (offsets[row] ?? 0));
  return {
    type,
    put: (into, at, row) => copyBytes(into, at, bytes, offsets[row] ?? 0, offsets[row + 1] ?? 0),
    addBytes: sums => addEach(sums, type),
    touch: (rows, count) => touchTexts({ bytes, offsets }, rows, count),
  };
}

/** The part of each row's text before the first of a byte; NULL for a text without it. */
export function beginningsColumn({ bytes, offsets }: PackedValues, end: number): PageColumn {
  const lengthOf = (row: number) => {
    const [from, to] = [offsets[row] ?? 0, offsets[row + 1] ?? 0];
    for (let at = from; at < to; at++) if (bytes[at] === end) return at - from;
    return -1;
  };
  const type = (row: number) => {
    const length = lengthOf(row);
    return length < 0 ? 0 : 13 + 2 * length;
  };
  return {
    type,
    put: (into, at, row) => {
      const from = offsets[row] ?? 0;
      return copyBytes(into, at, bytes, from, from + Math.max(0, lengthOf(row)));
    },
    addBytes: sums => addEach(sums, type),
    touch: (rows, count) => touchTexts({ bytes, offsets }, rows, count),
  };
}

/** Texts of some of the rows that have one each. */
export function chosenTextsColumn(texts: PackedValues, chosen: Uint32Array): PageColumn {
  const all = ownTextsColumn(texts);
  const type = (row: number) => all.type(chosen[row] ?? 0);
  const places = new Uint32Array(mostCells);
  return {
    type,
    put: (into, at, row) => all.put(into, at, chosen[row] ?? 0),
    addBytes: sums => addEach(sums, type),
    touch: (rows, count) => {
      for (let at = 0; at < count; at++) places[at] = chosen[rows[at] ?? 0] ?? 0;
      return touchTexts(texts, places, count);
    },
  };
}

/** Copies bytes and returns the place after them. */
export function copyBytes(into: Uint8Array, at: number, bytes: Uint8Array, from: number, to: number): number {
  // Names are short: for those, a loop is faster than making a view.
  if (to - from > 64) {
    into.set(bytes.subarray(from, to), at);
    return at + to - from;
  }
  let place = at;
  for (let byte = from; byte < to; byte++) into[place++] = bytes[byte] ?? 0;
  return place;
}

/** Times in ms since 1970 as ISO 8601, as the index stores them; NaN is NULL. */
export function timesColumn(times: NumberColumn): PageColumn {
  const dates: IsoDates = new Map();
  const type = (row: number) => {
    const length = isoBytes(times[row] ?? Number.NaN);
    return length === 0 ? 0 : 13 + 2 * length;
  };
  return {
    type,
    addBytes: bytes => addEach(bytes, type),
    touch: (rows, count) => touchNumbers(times, rows, count),
    put: (into, at, row) => writeIso(into, at, times[row] ?? Number.NaN, dates),
  };
}

/** Any values, as SQLite itself would store them in a column without a type. */
export function valuesColumn(values: readonly Value[]): PageColumn {
  const encoder = new TextEncoder();
  const encoded = values.map(value => (typeof value === "string" ? encoder.encode(value) : value));
  const type = (row: number) => {
    const value = encoded[row] ?? null;
    if (value === null) return 0;
    if (typeof value === "number") return numberType(value);
    return 12 + 2 * value.length + (typeof values[row] === "string" ? 1 : 0);
  };
  return {
    type,
    addBytes: bytes => addEach(bytes, type),
    touch: () => 0,
    put: (into, at, row) => {
      const value = encoded[row] ?? null;
      if (value === null) return at;
      return typeof value === "number"
        ? writeNumber(into, at, value)
        : copyBytes(into, at, value, 0, value.length);
    },
  };
}
