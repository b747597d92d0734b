import { UserError } from "../../app/ports/errors";
import { IndexPages } from "./index-pages";
import { type PageColumn, valuesColumn } from "./page-columns";
import { PageRecords } from "./page-records";
import { type SortKey, sortedRows } from "./sorted-rows";
import { TablePages } from "./table-pages";
import { localLimits, type TreeBounds, type TreePages, treeBounds } from "./tree-pages";
import { writeU16, writeU32 } from "./varints";

/** A column of a table in a file of pages. */
export interface TableColumnPages {
  readonly name: string;
  /** Empty if it has none. */
  readonly type: "INTEGER" | "";
  readonly values: PageColumn;
  readonly key: SortKey;
  /** How many different values it has, and how many rows have the most frequent one, or NULL; both about. */
  readonly distinct: number;
  readonly most: number;
}

/** A table, with the places of the columns of each of its indexes: all columns, each time with another one first. */
export interface PagedTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly TableColumnPages[];
  readonly indexes: readonly (readonly number[])[];
}

/** How a file is divided. */
export interface PageLayout {
  /** Bytes of a page: a power of two from 512 up to 65536. */
  readonly pageBytes: number;
  /** Whether no page is left out between the trees, for which every index is sorted at once. */
  readonly isDense: boolean;
}

const magic = "SQLite format 3\0";

/** The version of SQLite that the format is of. */
const sqliteVersion = 3_046_000;

/** Where SQLite locks files of other processes; the page with this byte has no content. */
const lockByte = 2 ** 30;

/** How many rows of a table can be written in the time of one of an index, whose values are far apart in memory. */
const indexCost = 4;

/** The first page's own bytes. */
const fileHeadBytes = 100;

/** A tree and the number of its root in the file, from 1. */
interface Placed {
  readonly tree: TreePages;
  readonly root: number;
}

/**
 * A file of SQLite's format (https://www.sqlite.org/fileformat.html) whose pages are written when they are read, from columns.
 * It may be larger than any memory: pages that nobody reads cost nothing, and an index is sorted when its first page is read.
 * It can be given to sql.js in place of bytes, of which that takes no more than `subarray` and `slice`.
 */
export class PageFile {
  readonly length: number;
  /** What kept a page from being written, which is then empty; null if nothing did. */
  failure: unknown = null;
  readonly #layout: PageLayout;
  readonly #trees: readonly Placed[];
  readonly #page: Uint8Array;
  readonly #first: Uint8Array;

  /** Throws UserError if the tables are larger than SQLite allows. */
  constructor(tables: readonly PagedTable[], layout: PageLayout) {
    const { pageBytes } = layout;
    this.#layout = layout;
    this.#page = new Uint8Array(pageBytes);
    const placing = new Placing(layout);
    const schema = tables.flatMap(table => schemaOf(table, placing));
    const stats = PageRecords.measure(...columnsOf(tables.flatMap(statsOf)));
    const root = placing.place(new TablePages(stats, pageBytes));
    schema.push(["table", "sqlite_stat1", "sqlite_stat1", root, "CREATE TABLE sqlite_stat1(tbl,idx,stat)"]);
    this.#trees = placing.trees.toReversed();
    this.#first = firstPage(schema, placing.next - 1, pageBytes);
    this.length = (placing.next - 1) * pageBytes;
  }

  /** sql.js keeps a copy of a part of what it is given: for a whole file, the file itself. */
  slice(): this {
    return this;
  }

  /** The bytes of a range, which hold until the next call. */
  subarray(from: number, to: number): Uint8Array {
    const { pageBytes } = this.#layout;
    const within = from % pageBytes;
    if (within + to - from <= pageBytes)
      return this.#pageAt((from - within) / pageBytes + 1).subarray(within, within + to - from);
    const bytes = new Uint8Array(to - from);
    for (let at = from; at < to; ) {
      const end = Math.min(to, at - (at % pageBytes) + pageBytes);
      bytes.set(this.subarray(at, end), at - from);
      at = end;
    }
    return bytes;
  }

  #pageAt(number: number): Uint8Array {
    if (number === 1) return this.#first;
    const page = this.#page.fill(0);
    const placed = this.#trees.find(({ root }) => number >= root);
    if (placed === undefined) return page;
    const { tree, root } = placed;
    try {
      if (number - root < tree.pages()) tree.fill(page, number - root, root);
    } catch (error) {
      // SQLite would be left in the middle of its work: it gets an empty page, which it takes for damage.
      this.failure ??= error;
      page.fill(0);
    }
    return page;
  }
}

/** Gives trees their places, one after another. */
class Placing {
  readonly trees: Placed[] = [];
  /** The number of the next page. */
  next = 2;
  readonly #layout: PageLayout;

  constructor(layout: PageLayout) {
    this.#layout = layout;
  }

  get pageBytes(): number {
    return this.#layout.pageBytes;
  }

  /** Returns the number of the root. */
  place(tree: TreePages): number {
    const pages = this.#layout.isDense ? tree.pages() : tree.most;
    const locked = lockByte / this.pageBytes + 1;
    if (this.next <= locked && this.next + pages > locked) this.next = locked + 1;
    const root = this.next;
    this.trees.push({ tree, root });
    this.next += pages;
    if (this.next > 2 ** 32 - 1)
      throw new UserError("The snapshot's tables are larger than a query may read. Select fewer columns.");
    return root;
  }
}

type SchemaRow = readonly [string, string, string, number, string];

function schemaOf({ name, rows, columns, indexes }: PagedTable, placing: Placing): SchemaRow[] {
  const { pageBytes } = placing;
  const records = PageRecords.measure(
    rows,
    columns.map(({ values }) => values),
  );
  const named = columns.map(({ name: column, type }) => [column, type].filter(Boolean).join(" "));
  const schema: SchemaRow[] = [
    [
      ...(["table", name, name] as const),
      placing.place(new TablePages(records, pageBytes)),
      `CREATE TABLE ${name} (${named.join(", ")})`,
    ],
  ];
  let bounds: TreeBounds | null = null;
  for (const places of indexes) {
    const own = places.flatMap(place => columns[place] ?? []);
    const inOrder = records.inIndex(own.map(({ values }) => values));
    bounds ??= treeBounds(inOrder, localLimits("index", pageBytes));
    const order = () =>
      sortedRows(
        rows,
        own.map(({ key }) => key),
      );
    const index = indexName(name, own);
    const root = placing.place(new IndexPages(inOrder, order, pageBytes, bounds));
    const listed = own.map(column => column.name).join(", ");
    schema.push(["index", index, name, root, `CREATE INDEX ${index} ON ${name} (${listed})`]);
  }
  return schema;
}

/** A table has one index by each of some columns. */
function indexName(table: string, columns: readonly TableColumnPages[]): string {
  return `${table}_by_${columns[0]?.name}`;
}

/** What SQLite knows of an index (https://www.sqlite.org/fileformat.html#stat1tab): rows, and rows for each value of its first columns. */
function statsOf({ name, rows, columns, indexes }: PagedTable): (readonly [string, string | null, string])[] {
  if (rows === 0) return [];
  if (indexes.length === 0) return [[name, null, String(rows)]];
  return indexes.map(places => {
    const own = places.flatMap(place => columns[place] ?? []);
    // By the most frequent value, as a plan for rare ones is slow for that one. A search for a part of the rows that takes longer than to
    // read the table is told as one for all.
    const most = own[0]?.most ?? rows;
    let left = most * indexCost >= rows ? rows : most;
    const counts = own.map(({ distinct }, at) => {
      if (at > 0) left /= Math.max(1, distinct);
      return Math.max(1, Math.ceil(left));
    });
    return [name, indexName(name, own), [rows, ...counts].join(" ")];
  });
}

/** Rows as columns. */
function columnsOf(rows: readonly (readonly (string | number | null)[])[]): [number, PageColumn[]] {
  const width = rows[0]?.length ?? 3;
  const columns = Array.from({ length: width }, (_, at) => valuesColumn(rows.map(row => row[at] ?? null)));
  return [rows.length, columns];
}

/** The first page: facts of the file, and the list of its tables and indexes. */
function firstPage(schema: readonly SchemaRow[], pages: number, pageBytes: number): Uint8Array {
  const page = new Uint8Array(pageBytes);
  const records = PageRecords.measure(...columnsOf(schema));
  new TablePages(records, pageBytes, fileHeadBytes).fill(page, 0, 1);
  page.set(new TextEncoder().encode(magic));
  writeU16(page, 16, pageBytes === 65_536 ? 1 : pageBytes);
  // Versions of the format, none of the page's bytes left out, and the shares of a page for a record.
  page.set([1, 1, 0, 64, 32, 32], 18);
  const changes = 1;
  writeU32(page, 24, changes);
  writeU32(page, 28, pages);
  const [schemaChanges, schemaFormat, utf8] = [1, 4, 1];
  writeU32(page, 40, schemaChanges);
  writeU32(page, 44, schemaFormat);
  writeU32(page, 56, utf8);
  writeU32(page, 92, changes);
  writeU32(page, 96, sqliteVersion);
  return page;
}
