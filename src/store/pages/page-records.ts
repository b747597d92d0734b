import { bodyBytes, numberType, type PageColumn, writeNumber } from "./page-columns";
import { writeVarint } from "./varints";

/** The most columns of a record: with so many, the length of its header takes one byte. */
const mostColumns = 13;

/** What SQLite stores of a row at the end of an index: its number, from 1. */
const rowNumber: PageColumn = {
  type: row => numberType(row + 1),
  put: (into, at, row) => writeNumber(into, at, row + 1),
  addBytes: () => undefined,
  touch: () => 0,
};

/** The records of the rows of a table: what SQLite stores of each row, in the order of the columns. */
export class PageRecords {
  readonly rows: number;
  readonly #columns: readonly PageColumn[];
  /** Bytes of each row's values with their types, in any order of the columns, without the row's number. */
  readonly #bytes: Uint32Array;
  readonly #isIndex: boolean;

  private constructor(bytes: Uint32Array, columns: readonly PageColumn[], isIndex: boolean) {
    if (columns.length > mostColumns) throw new RangeError("A table has too many columns.");
    this.rows = bytes.length;
    this.#bytes = bytes;
    this.#columns = columns;
    this.#isIndex = isIndex;
  }

  /** Measures every row of a table. */
  static measure(rows: number, columns: readonly PageColumn[]): PageRecords {
    const bytes = new Uint32Array(rows);
    for (const column of columns) column.addBytes(bytes);
    return new PageRecords(bytes, columns, false);
  }

  /** The records of an index over all columns of the table, in this order. */
  inIndex(columns: readonly PageColumn[]): PageRecords {
    return new PageRecords(this.#bytes, [...columns, rowNumber], true);
  }

  /** Bytes of the longest record and of all, or a few more for each. */
  sizes(): { readonly longest: number; readonly all: number } {
    const bytes = this.#bytes;
    let [longest, all] = [0, 0];
    for (let row = 0; row < bytes.length; row++) {
      const length = bytes[row] ?? 0;
      longest = Math.max(longest, length);
      all += length;
    }
    const more = 10;
    return { longest: longest + more, all: all + more * bytes.length };
  }

  /** Bytes of a row's record. */
  length(row: number): number {
    const values = 1 + (this.#bytes[row] ?? 0);
    return this.#isIndex ? values + 1 + bodyBytes(numberType(row + 1)) : values;
  }

  /** Reads a little of all that some rows need; see `PageColumn`. */
  touch(rows: Uint32Array, count: number): number {
    let sum = 0;
    for (let at = 0; at < count; at++) sum += this.#bytes[rows[at] ?? 0] ?? 0;
    for (const column of this.#columns) sum += column.touch(rows, count);
    return sum;
  }

  /** Writes the record of a row and returns the place after it. */
  write(into: Uint8Array, at: number, row: number): number {
    const columns = this.#columns;
    let place = at + 1;
    for (let column = 0; column < columns.length; column++)
      place = writeVarint(into, place, columns[column]?.type(row) ?? 0);
    into[at] = place - at;
    for (let column = 0; column < columns.length; column++)
      place = columns[column]?.put(into, place, row) ?? place;
    return place;
  }
}
