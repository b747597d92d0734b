import type { HubTableName } from "../../app/ports/snapshot-ports";
import { type ListTrait, type NumberColumn, relationCodes, type SingleTrait } from "../../columns/columns";
import { links, relationOf, type SnapshotColumns } from "../../columns/snapshot-columns";
import { once } from "../../lineage/make-once";
import { packTexts } from "../pack-texts";
import { isoTexts } from "./iso-texts";
import type { ColumnType, TableToWrite } from "./parquet-file";
import { type ColumnRows, compare, type PackedValues } from "./parquet-values";

/** Gives some rows of a column by their places in the order of the table. */
type Reader = (from: number, count: number) => ColumnRows;

/** A column of a table for queries, and what loads it. */
interface QueryColumn {
  readonly type: ColumnType;
  readonly read: () => Reader;
}

/**
 * The tables under `hub` for engines that read Parquet, with the values that SQLite gets: models and their languages and
 * datasets by author, edges by the parent's ID, so that a question about one model or author reads a few row groups.
 */
export function queryTables(columns: SnapshotColumns): Readonly<Record<HubTableName, TableToWrite>> {
  const order = once(() => {
    const { codes, values } = columns.author;
    return ordered(codes, packTexts(values), columns.models);
  });
  return {
    models: table(columns.models, modelColumns(columns, order)),
    edges: edgeTableOf(columns),
    model_languages: valueTable(columns, "language", order),
    model_datasets: valueTable(columns, "dataset", order),
  };
}

function table(rows: number, columns: Readonly<Record<string, QueryColumn>>): TableToWrite {
  return {
    columns: Object.entries(columns).map(([name, { type }]) => ({ name, type })),
    rows,
    read: () => {
      const readers = Object.values(columns).map(({ read }) => read());
      let from = 0;
      return count => {
        const pieces = readers.map(reader => reader(from, count));
        from += count;
        return pieces;
      };
    },
  };
}

/** The rows by the texts of their codes, those without a text first, and otherwise as they were. */
function ordered(codes: ArrayLike<number>, texts: PackedValues, rows: number): Uint32Array {
  const sorted = Uint32Array.from({ length: texts.offsets.length - 1 }, (_, code) => code);
  sorted.sort((one, other) => compare(texts, one, other));
  const ranks = new Uint32Array(sorted.length);
  for (let rank = 0; rank < sorted.length; rank++) ranks[sorted[rank] ?? 0] = rank + 1;
  const rankOf = (row: number) => {
    const code = codes[row] ?? -1;
    return code < 0 ? 0 : (ranks[code] ?? 0);
  };
  const starts = new Uint32Array(sorted.length + 2);
  for (let row = 0; row < rows; row++) {
    const next = rankOf(row) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let rank = 1; rank < starts.length; rank++)
    starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);
  const order = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    const rank = rankOf(row);
    const place = starts[rank] ?? 0;
    starts[rank] = place + 1;
    order[place] = row;
  }
  return order;
}

function modelColumns(
  columns: SnapshotColumns,
  order: () => Uint32Array,
): Readonly<Record<string, QueryColumn>> {
  const { ids, singles, lists, numbers } = columns;
  const single = (trait: SingleTrait | null): QueryColumn => ({
    type: "text",
    read: () => dictionary(trait?.values ?? [], row => trait?.codes[row] ?? -1, order()),
  });
  const whole = (values: NumberColumn | null): QueryColumn => ({
    type: "whole",
    read: () => {
      const rows = order();
      return (from, count) => {
        const piece = new Float64Array(count).fill(Number.NaN);
        for (let at = 0; at < count; at++) piece[at] = values?.[rows[from + at] ?? 0] ?? Number.NaN;
        return { kind: "numbers", values: piece };
      };
    },
  });
  const time = (values: NumberColumn | null): QueryColumn => ({
    type: "text",
    read: () => {
      const rows = order();
      return (from, count) => isoTexts(count, at => values?.[rows[from + at] ?? 0] ?? Number.NaN);
    },
  });
  return {
    id: { type: "text", read: () => plain(ids, row => row, order()) },
    author: {
      type: "text",
      read: () => {
        const { values, codes } = columns.author;
        return dictionary(values, row => codes[row] ?? -1, order());
      },
    },
    license: {
      type: "text",
      read: () => dictionary(lists.license?.values ?? [], firstOf(lists.license), order()),
    },
    license_name: single(singles.licenseName),
    task: single(singles.task),
    library: single(singles.library),
    downloads: whole(numbers.downloads),
    likes: whole(numbers.likes),
    parameters: whole(numbers.parameters),
    created_at: time(numbers.createdAt),
    last_modified: time(numbers.lastModified),
  };
}

function edgeTableOf(columns: SnapshotColumns): TableToWrite {
  const { models, parents, ids } = columns;
  const found = once(() => {
    const children = new Uint32Array(parents.names.length);
    const places = new Uint32Array(parents.names.length);
    let count = 0;
    for (const { child, at } of links(models, parents)) {
      children[count] = child;
      places[count++] = at;
    }
    const names = Int32Array.from({ length: count }, (_, link) => parents.names[places[link] ?? 0] ?? 0);
    const texts = packTexts(parents.values);
    return { children, places, names, texts, order: ordered(names, texts, count) };
  });
  const relationCode = (link: number) => {
    const claim = parents.claims[found().places[link] ?? 0] ?? 0;
    return relationCodes.indexOf(relationOf(claim));
  };
  const rows = found().order.length;
  return table(rows, {
    child: { type: "text", read: () => plain(ids, link => found().children[link] ?? 0, found().order) },
    parent: {
      type: "text",
      read: () => packedDictionary(found().texts, link => found().names[link] ?? 0, found().order),
    },
    relation: { type: "text", read: () => dictionary(relationCodes, relationCode, found().order) },
    resolved: {
      type: "row",
      read: () => (from, count) => {
        const { order, names } = found();
        const isKnown = (link: number) => (parents.rows[names[link] ?? 0] ?? -1) >= 0;
        const values = Array.from({ length: count }, (_, at) => (isKnown(order[from + at] ?? 0) ? 1 : 0));
        return { kind: "numbers", values };
      },
    },
  });
}

function valueTable(
  { ids, lists }: SnapshotColumns,
  name: "language" | "dataset",
  order: () => Uint32Array,
): TableToWrite {
  const trait = lists[name];
  const found = once(() => {
    const count = trait?.codes.length ?? 0;
    const [models, codes] = [new Uint32Array(count), new Int32Array(count)];
    let row = 0;
    for (const model of trait === null ? [] : order()) {
      const end = trait?.starts[model + 1] ?? 0;
      for (let at = trait?.starts[model] ?? 0; at < end; at++) {
        models[row] = model;
        codes[row++] = trait?.codes[at] ?? 0;
      }
    }
    return { models, codes, rows: Uint32Array.from({ length: count }, (_, at) => at) };
  });
  return table(trait?.codes.length ?? 0, {
    model: { type: "text", read: () => plain(ids, row => found().models[row] ?? 0, found().rows) },
    [name]: {
      type: "text",
      read: () => dictionary(trait?.values ?? [], row => found().codes[row] ?? -1, found().rows),
    },
  });
}

function plain(texts: PackedValues, codeOf: (row: number) => number, order: Uint32Array): Reader {
  return (from, count) => ({ kind: "plain", codes: codesOf(codeOf, order, from, count), texts });
}

function dictionary(values: readonly string[], codeOf: (row: number) => number, order: Uint32Array): Reader {
  return packedDictionary(packTexts(values), codeOf, order);
}

function packedDictionary(texts: PackedValues, codeOf: (row: number) => number, order: Uint32Array): Reader {
  return (from, count) => ({ kind: "dictionary", codes: codesOf(codeOf, order, from, count), texts });
}

function codesOf(
  codeOf: (row: number) => number,
  order: Uint32Array,
  from: number,
  count: number,
): Int32Array {
  const codes = new Int32Array(count);
  for (let at = 0; at < count; at++) codes[at] = codeOf(order[from + at] ?? 0);
  return codes;
}

/** The code of the first value, as the index stores the license; -1 for none. */
function firstOf(trait: ListTrait | null): (row: number) => number {
  if (trait === null) return () => -1;
  const { starts, codes } = trait;
  return row => (starts[row] === starts[row + 1] ? -1 : (codes[starts[row] ?? 0] ?? -1));
}
