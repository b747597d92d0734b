import type { PageRecords } from "./page-records";
import { varintLength, writeU16, writeU32 } from "./varints";

/** Pages of one B-tree (https://www.sqlite.org/fileformat.html#b_tree_pages); the first is its root. */
export interface TreePages {
  /** The least number that is sure to be more than that of each page. */
  readonly most: number;
  /** How many pages it has; before its rows are in order, that is not known. */
  pages(): number;
  /** Fills a page, which is empty, of a tree whose root is page `root` of the file. */
  fill(page: Uint8Array, number: number, root: number): void;
}

/** The kinds of pages, by their first byte. */
export const pageKinds = { indexInterior: 2, tableInterior: 5, indexLeaf: 10, tableLeaf: 13 } as const;

/** Bytes before the pointers to cells on a page without children, and on one with children. */
export const headBytes = { leaf: 8, interior: 12 } as const;

/** Begins a page with so many cells, which take so many bytes in all, and returns the place of the first. */
export function beginPage(
  page: Uint8Array,
  head: number,
  kind: number,
  { cells, bytes }: { readonly cells: number; readonly bytes: number },
): number {
  const start = page.length - bytes;
  page[head] = kind;
  writeU16(page, head + 3, cells);
  writeU16(page, head + 5, start === 65_536 ? 0 : start);
  return start;
}

/** Most bytes of a record that lie on the page of its cell, and how many do if it has more. */
export interface LocalBytes {
  readonly most: number;
  readonly least: number;
  readonly page: number;
}

/** The limits for pages of a table or an index of so many bytes. */
export function localLimits(kind: "table" | "index", page: number): LocalBytes {
  const share = (of255: number) => Math.floor(((page - 12) * of255) / 255) - 23;
  return { most: kind === "table" ? page - 35 : share(64), least: share(32), page };
}

/** How many bytes of a record lie on the page of its cell; the rest is on overflow pages. */
export function localBytes(record: number, { most, least, page }: LocalBytes): number {
  if (record <= most) return record;
  const local = least + ((record - least) % (page - 4));
  return local <= most ? local : least;
}

/** Bytes of a record in its cell: its length, what is on the page, and the place of the rest. */
export function cellBytes(record: number, limits: LocalBytes): number {
  const local = localBytes(record, limits);
  return varintLength(record) + local + (local < record ? 4 : 0);
}

/** What is sure of a tree with these records, in any order: more pages than it needs, and whether it may need overflow pages. */
export interface TreeBounds {
  readonly pages: number;
  readonly mayOverflow: boolean;
}

/** Finds the bounds of a tree. */
export function treeBounds(records: PageRecords, limits: LocalBytes): TreeBounds {
  const { page, most } = limits;
  const { rows } = records;
  const { longest, all } = records.sizes();
  const mayOverflow = longest > most;
  // A page is more than half full, and no level has more pages than the leaves have.
  const pagesFor = (bytes: number) => 2 * Math.ceil((2 * (bytes + 20 * rows)) / page) + 2;
  if (!mayOverflow) return { pages: pagesFor(all), mayOverflow };
  let [bytes, overflow] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const record = records.length(row);
    const local = localBytes(record, limits);
    bytes += local;
    overflow += Math.ceil((record - local) / (page - 4));
  }
  return { pages: pagesFor(bytes) + overflow, mayOverflow };
}

/** Gives the levels of a tree, which are from the leaves to the root, their first pages; returns the number of pages. */
export function placeLevels<Level extends { first: number }>(
  levels: readonly Level[],
  pagesOf: (level: Level) => number,
): number {
  let place = 0;
  for (const level of levels.toReversed()) {
    level.first = place;
    place += pagesOf(level);
  }
  return place;
}

/** Writes a record, as part of a cell or as a whole. */
type WriteRecord = (into: Uint8Array, at: number, entry: number) => number;

/** Records that are too long for one page: their entries in the order of the tree, and the overflow pages of each. */
export class OverflowPages {
  readonly #limits: LocalBytes;
  readonly #length: (entry: number) => number;
  readonly #write: WriteRecord;
  readonly #entries: number[] = [];
  /** The first overflow page of each, counted from the first of all. */
  readonly #firsts: number[] = [];
  #pages = 0;
  #latest = -1;
  #record = new Uint8Array(0);

  constructor(limits: LocalBytes, length: (entry: number) => number, write: WriteRecord) {
    this.#limits = limits;
    this.#length = length;
    this.#write = write;
  }

  /** How many there are. */
  get pages(): number {
    return this.#pages;
  }

  /** Takes note of an entry if its record is too long; entries come in order. */
  add(entry: number): void {
    const record = this.#length(entry);
    if (record <= this.#limits.most) return;
    this.#entries.push(entry);
    this.#firsts.push(this.#pages);
    this.#pages += Math.ceil((record - localBytes(record, this.#limits)) / (this.#limits.page - 4));
  }

  /** Writes the part of a long record that lies in its cell, and where the rest is, and returns the place after both. */
  writeLocal(into: Uint8Array, at: number, entry: number, firstPage: number): number {
    const record = this.#whole(entry);
    const local = localBytes(record.length, this.#limits);
    into.set(record.subarray(0, local), at);
    writeU32(into, at + local, firstPage + (this.#firsts[lastUpTo(this.#entries, entry)] ?? 0));
    return at + local + 4;
  }

  /** Fills an overflow page, counted from the first, which is page `firstPage` of the file. */
  fill(page: Uint8Array, number: number, firstPage: number): void {
    const at = lastUpTo(this.#firsts, number);
    const record = this.#whole(this.#entries[at] ?? 0);
    const size = this.#limits.page - 4;
    const from = localBytes(record.length, this.#limits) + (number - (this.#firsts[at] ?? 0)) * size;
    page.set(record.subarray(from, from + size), 4);
    writeU32(page, 0, from + size < record.length ? firstPage + number + 1 : 0);
  }

  /** A record, kept for the next page of it. */
  #whole(entry: number): Uint8Array {
    if (this.#latest !== entry) {
      this.#record = new Uint8Array(this.#length(entry));
      this.#write(this.#record, 0, entry);
      this.#latest = entry;
    }
    return this.#record;
  }
}

/** A tree whose rows are divided among pages: its levels from the leaves to the root, and the overflow pages after them. */
export interface LaidTree<Level extends { readonly first: number }> {
  readonly levels: readonly Level[];
  readonly overflow: OverflowPages;
  readonly firstOverflow: number;
}

/** Fills an overflow page of a tree, or has another page filled by its place in its level, with the level below (null for a leaf). */
export function fillPage<Level extends { readonly first: number }>(
  { levels, overflow, firstOverflow }: LaidTree<Level>,
  page: Uint8Array,
  { number, root }: { readonly number: number; readonly root: number },
  fill: (place: number, level: Level, below: Level | null) => void,
): void {
  if (number >= firstOverflow) {
    overflow.fill(page, number - firstOverflow, root + firstOverflow);
    return;
  }
  const at = levels.findIndex(level => number >= level.first);
  const level = levels[at];
  if (level !== undefined) fill(number - level.first, level, levels[at - 1] ?? null);
}

/** The place of the last of ascending numbers that is at most `number`. */
function lastUpTo(numbers: readonly number[], number: number): number {
  let [from, to] = [0, numbers.length];
  while (to - from > 1) {
    const middle = (from + to) >>> 1;
    if ((numbers[middle] ?? 0) <= number) from = middle;
    else to = middle;
  }
  return from;
}
