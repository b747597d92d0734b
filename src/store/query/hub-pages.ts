import { type HubTableName, hubTables } from "../../app/ports/snapshot-ports";
import type { WantedTable } from "../../app/ports/wanted-tables";
import { authorsOfPackedIds } from "../../columns/authors";
import { firstCodes, type NumberColumn, relationCodes, type SingleTrait } from "../../columns/columns";
import { links, type PackedTexts, relationOf, type SnapshotColumns } from "../../columns/snapshot-columns";
import { once } from "../../lineage/make-once";
import { ownValue } from "../../lineage/own-value";
import { hasPlainYear, isoTexts } from "../../snapshot/export/iso-texts";
import { packTexts } from "../../snapshot/pack-texts";
import {
  beginningsColumn,
  chosenTextsColumn,
  noValues,
  numbersColumn,
  ownTextsColumn,
  textsColumn,
  timesColumn,
} from "../pages/page-columns";
import type { PagedTable, TableColumnPages } from "../pages/page-file";
import { numberKey, type SortKey, textKey } from "../pages/sorted-rows";
import type { IdOrder } from "./id-order";

/** What a column has but its name. */
type Unnamed = Omit<TableColumnPages, "name">;

/** A table: its number of rows, and for each column a function that loads it. */
interface Columns {
  readonly rows: number;
  readonly columns: Readonly<Record<string, () => Unnamed>>;
}

/** The tables that a statement reads, with the columns that it may use and an index by each. */
export function hubPages(
  columns: SnapshotColumns,
  wanted: readonly WantedTable[],
  order: IdOrder,
): readonly PagedTable[] {
  const ids: Ids = { texts: () => columns.ids, order: () => order.rows(columns.ids) };
  const all: Readonly<Record<HubTableName, () => Columns>> = {
    models: () => modelColumns(columns, ids),
    edges: () => edgeColumns(columns, ids),
    model_languages: () => valueColumns(columns, ids, "language"),
    model_datasets: () => valueColumns(columns, ids, "dataset"),
  };
  return wanted.map(({ name, columns: names }) => pagedTable(name, all[name](), names));
}

function pagedTable(name: HubTableName, { rows, columns }: Columns, names: readonly string[]): PagedTable {
  // A table of SQLite has a column, even if only its rows count.
  if (names.length === 0)
    return { name, rows, columns: [{ name: hubTables[name][0], ...withoutValues }], indexes: [] };
  const loaded = names.map(column => ({ name: column, ...(ownValue(columns, column)?.() ?? withoutValues) }));
  return { name, rows, columns: loaded, indexes: indexesOf(loaded) };
}

/** An index by each column. What comes after a column without equal values needs no order. */
function indexesOf(columns: readonly TableColumnPages[]): readonly (readonly number[])[] {
  const places = columns.map((_, place) => place);
  const unique = columns.findIndex(({ key }) => key.kind === "unique");
  const ranked = unique < 0 ? places : [unique, ...places.filter(place => place !== unique)];
  return places.map(first => [first, ...ranked.filter(place => place !== first)]);
}

/** The ids, and the models in the order of their ids. */
interface Ids {
  readonly texts: () => PackedTexts;
  readonly order: () => Uint32Array;
}

const withoutValues: Unnamed = {
  type: "",
  values: noValues,
  key: { kind: "digits", digits: () => [] },
  distinct: 1,
  most: Number.MAX_SAFE_INTEGER,
};

function modelColumns({ models, singles, lists, numbers }: SnapshotColumns, ids: Ids): Columns {
  const id = (): Unnamed => ({
    type: "",
    values: ownTextsColumn(ids.texts()),
    key: { kind: "unique", order: ids.order },
    distinct: models,
    most: 1,
  });
  const single = (trait: SingleTrait | null) => () =>
    trait === null ? withoutValues : coded(trait.values, trait.codes, models);
  // A column of numbers is loaded as soon as it is named here.
  const number = (values: NumberColumn | null) => (values === null ? withoutNumbers : whole(values, models));
  const time = (values: NumberColumn | null) => (values === null ? withoutValues : times(values, models));
  return {
    rows: models,
    columns: {
      id,
      author: () => authors(ids.texts(), models),
      license: () =>
        lists.license === null
          ? withoutValues
          : coded(lists.license.values, firstCodes(lists.license, models), models),
      license_name: single(singles.licenseName),
      task: single(singles.task),
      library: single(singles.library),
      downloads: () => number(numbers.downloads),
      likes: () => number(numbers.likes),
      parameters: () => number(numbers.parameters),
      created_at: () => time(numbers.createdAt),
      last_modified: () => time(numbers.lastModified),
    },
  };
}

const slash = 47;

/** Authors are the beginnings of ids; they are numbered only where they have to be in order. */
function authors(texts: PackedTexts, models: number): Unnamed {
  const digits = once(() => {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const { values, codes } = authorsOfPackedIds(texts, utf8 => decoder.decode(utf8));
    const key = textKey(packTexts(values), codes, models);
    return key.kind === "digits" ? key.digits() : [];
  });
  return {
    type: "",
    values: beginningsColumn(texts, slash),
    key: { kind: "digits", digits },
    distinct: Math.ceil(models / 10),
    most: models / someCounts,
  };
}

function edgeColumns({ models, parents }: SnapshotColumns, ids: Ids): Columns {
  let rows = 0;
  const [children, places] = [new Uint32Array(parents.names.length), new Uint32Array(parents.names.length)];
  for (const { child, at } of links(models, parents)) {
    children[rows] = child;
    places[rows++] = at;
  }
  // Loops over typed arrays, because their own functions are many times slower.
  const each = (codeAt: (place: number) => number) => {
    const all = new Int32Array(rows);
    for (let row = 0; row < rows; row++) all[row] = codeAt(places[row] ?? 0);
    return all;
  };
  const names = once(() => each(place => parents.names[place] ?? 0));
  return {
    rows,
    columns: {
      child: () => owners(ids, children.subarray(0, rows)),
      parent: () => coded(parents.values, names(), rows),
      relation: () =>
        coded(
          relationCodes,
          each(place => relationCodes.indexOf(relationOf(parents.claims[place] ?? 0))),
          rows,
        ),
      resolved: () => {
        const isFound = each(place => ((parents.rows[parents.names[place] ?? 0] ?? -1) < 0 ? 0 : 1));
        return {
          type: "",
          values: numbersColumn(isFound),
          key: numberKey(isFound, rows),
          distinct: 2,
          most: rows,
        };
      },
    },
  };
}

function valueColumns({ models, lists }: SnapshotColumns, ids: Ids, name: "language" | "dataset"): Columns {
  const trait = lists[name];
  if (trait === null) return { rows: 0, columns: {} };
  const { starts, codes, values } = trait;
  return {
    rows: codes.length,
    columns: {
      model: () => {
        const owning = new Uint32Array(codes.length);
        for (let model = 0; model < models; model++) owning.fill(model, starts[model], starts[model + 1]);
        return owners(ids, owning);
      },
      [name]: () => coded(values, codes, codes.length),
    },
  };
}

/** The ids of models that are given in ascending order. */
function owners(ids: Ids, models: Uint32Array): Unnamed {
  const digits = once(() => {
    const order = ids.order();
    const ranks = new Uint32Array(order.length);
    for (let rank = 0; rank < order.length; rank++) ranks[order[rank] ?? 0] = rank;
    const digit = new Uint32Array(models.length);
    for (let at = 0; at < models.length; at++) digit[at] = ranks[models[at] ?? 0] ?? 0;
    return [digit];
  });
  let distinct = 0;
  for (let at = 0; at < models.length; at++) if (models[at] !== models[at - 1]) distinct++;
  return {
    type: "",
    values: chosenTextsColumn(ids.texts(), models),
    key: { kind: "digits", digits },
    distinct,
    most: models.length / Math.max(1, distinct),
  };
}

function coded(values: readonly string[], codes: ArrayLike<number>, rows: number): Unnamed {
  const texts = packTexts(values);
  return {
    type: "",
    values: textsColumn(texts, codes),
    key: textKey(texts, codes, rows),
    distinct: values.length,
    most: mostFrequent(codes, rows, values.length),
  };
}

/** How many rows have the most frequent code or none. */
function mostFrequent(codes: ArrayLike<number>, rows: number, values: number): number {
  const counts = new Uint32Array(values + 1);
  for (let row = 0; row < rows; row++) {
    const place = (codes[row] ?? -1) + 1;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts.reduce((most, count) => Math.max(most, count), 0);
}

/** Different values that a column of counts is taken to have: nobody counts them. */
const someCounts = 1000;

const withoutNumbers: Unnamed = { ...withoutValues, type: "INTEGER" };

function whole(values: NumberColumn, rows: number): Unnamed {
  return {
    type: "INTEGER",
    values: numbersColumn(values),
    key: numberKey(values, rows),
    distinct: someCounts,
    most: rows / someCounts,
  };
}

function times(values: NumberColumn, rows: number): Unnamed {
  return { type: "", values: timesColumn(values), key: timeKey(values, rows), distinct: rows, most: 1 };
}

/** Texts of times have the order of the times, unless their years have signs. */
function timeKey(values: NumberColumn, rows: number): SortKey {
  const digits = once(() => {
    const written = values.every(time => Number.isNaN(time) || hasPlainYear(time))
      ? null
      : isoTexts(rows, row => values[row] ?? Number.NaN);
    const key = written === null ? numberKey(values, rows) : textKey(written.texts, written.codes, rows);
    return key.kind === "digits" ? key.digits() : [];
  });
  return { kind: "digits", digits };
}
