import { type ColumnRows, type EncodedRows, encodeRows } from "./parquet-values";
import { binary, encodeThrift, i32, i64, list, struct, type Thrift, text } from "./thrift-writer";

/** The types of columns; all may be null. `time` is ms since 1970. */
export type ColumnType = "text" | "row" | "whole" | "time";

/** A column of a table. */
export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** A table to write: its columns, the number of rows, and the next rows, column by column, each time it is asked. */
export interface TableToWrite {
  readonly columns: readonly TableColumn[];
  readonly rows: number;
  /** Starts reading; the function that is returned gives the next `count` rows. */
  read(): (count: number) => readonly ColumnRows[];
}

/** The most rows of a row group: what DuckDB reads at once in one thread, and Spark in one task of some MB. */
export const rowGroupRows = 122_880;

const physical: Readonly<Record<ColumnType, number>> = { row: 1, whole: 2, time: 2, text: 6 };
const converted: Partial<Record<ColumnType, number>> = { text: 0, time: 9 };
const encodings = { plain: 0, rle: 3, dictionary: 8 };
const magic = new TextEncoder().encode("PAR1");

/** Writes `count` rows that `next` gives as a Parquet file without compression: the codes of a dictionary are small anyway. */
export function writeParquet(
  write: (bytes: Uint8Array) => void,
  columns: readonly TableColumn[],
  count: number,
  next: (count: number) => readonly ColumnRows[],
): void {
  let offset = 0;
  const put = (bytes: Uint8Array) => {
    write(bytes);
    offset += bytes.length;
  };
  put(magic);
  const groups: Thrift[] = [];
  for (let done = 0; done < count; ) {
    const rows = Math.min(rowGroupRows, count - done);
    const begin = offset;
    const data = next(rows);
    const chunks = columns.map((column, at) =>
      writeChunk(put, () => offset, column, data[at] ?? { kind: "numbers", values: [] }, rows),
    );
    groups.push(struct({ 1: list(chunks), 2: i64(offset - begin), 3: i64(rows) }));
    done += rows;
  }
  const footer = encodeThrift(footerOf(columns, count, groups));
  put(footer);
  const end = new DataView(new ArrayBuffer(4));
  end.setUint32(0, footer.length, true);
  put(new Uint8Array(end.buffer));
  put(magic);
}

function footerOf(columns: readonly TableColumn[], rows: number, groups: readonly Thrift[]): Thrift {
  const root = struct({ 4: text("root"), 5: i32(columns.length) });
  const schema = columns.map(({ name, type }) => {
    const kind = converted[type];
    return struct({
      1: i32(physical[type]),
      3: i32(1),
      4: text(name),
      ...(kind === undefined ? {} : { 6: i32(kind) }),
    });
  });
  return struct({
    1: i32(1),
    2: list([root, ...schema]),
    3: i64(rows),
    4: list(groups),
    6: text("hub-lineage"),
    // The least and the greatest value are by the order of the type.
    7: list(columns.map(() => struct({ 1: struct({}) }))),
  });
}

function writeChunk(
  put: (bytes: Uint8Array) => void,
  place: () => number,
  { name, type }: TableColumn,
  data: ColumnRows,
  rows: number,
): Thrift {
  const { nulls, levels, values, dictionary, least, greatest }: EncodedRows = encodeRows(
    data,
    type === "row" ? 4 : 8,
  );
  const begin = place();
  if (dictionary !== null) {
    const { bytes, count } = dictionary;
    put(pageHeader(2, bytes.length, { 7: struct({ 1: i32(count), 2: i32(encodings.plain) }) }));
    put(bytes);
  }
  const page = place();
  const encoding = dictionary === null ? encodings.plain : encodings.dictionary;
  const facts = struct({ 1: i32(rows), 2: i32(encoding), 3: i32(encodings.rle), 4: i32(encodings.rle) });
  put(pageHeader(0, levels.length + values.length, { 5: facts }));
  put(levels);
  put(values);
  const size = place() - begin;
  const meta = struct({
    1: i32(physical[type]),
    2: list([i32(encodings.rle), i32(encoding), ...(dictionary === null ? [] : [i32(encodings.plain)])]),
    3: list([text(name)]),
    4: i32(0),
    5: i64(rows),
    6: i64(size),
    7: i64(size),
    9: i64(page),
    ...(dictionary === null ? {} : { 11: i64(begin) }),
    12: struct({
      3: i64(nulls),
      ...(least === null || greatest === null ? {} : { 5: binary(greatest), 6: binary(least) }),
    }),
  });
  return struct({ 2: i64(begin), 3: meta });
}

function pageHeader(type: number, size: number, more: Readonly<Record<number, Thrift>>): Uint8Array {
  return encodeThrift(struct({ 1: i32(type), 2: i32(size), 3: i32(size), ...more }));
}
