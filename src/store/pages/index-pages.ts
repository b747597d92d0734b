import { once } from "../../lineage/make-once";
import { mostCells } from "./page-columns";
import type { PageRecords } from "./page-records";
import {
  beginPage,
  cellBytes,
  fillPage,
  headBytes,
  type LaidTree,
  type LocalBytes,
  localLimits,
  OverflowPages,
  pageKinds,
  placeLevels,
  type TreeBounds,
  type TreePages,
} from "./tree-pages";
import { writeU16, writeU32, writeVarint } from "./varints";

/**
 * Pages of one level. Its items are entries of the index: all of them for the leaves, otherwise those that were cut out between
 * the pages of the level below.
 */
interface Level {
  /** The entry of each item; null if it has the same number. */
  readonly entries: Uint32Array | null;
  /** The item after each page but the last one, which lies between this page and the next. */
  readonly cuts: Uint32Array;
  first: number;
}

/** The pages of an index, once its rows are in order. */
interface Laid extends LaidTree<Level> {
  readonly order: Uint32Array;
}

/** An index over all columns of a table. Its rows are sorted when one of its pages is read. */
export class IndexPages implements TreePages {
  readonly most: number;
  readonly #records: PageRecords;
  readonly #limits: LocalBytes;
  readonly #mayOverflow: boolean;
  readonly #laid: () => Laid;
  /** The rows of a page. */
  readonly #rows = new Uint32Array(mostCells);
  /** What `PageColumn.touch` gave for the latest page: it is kept, or the loops that find it would be left out. */
  touched = 0;

  /** `order` gives the rows in the order of their values in the index and, where those are equal, of their numbers. */
  constructor(
    records: PageRecords,
    order: () => Uint32Array,
    pageBytes: number,
    { pages, mayOverflow }: TreeBounds,
  ) {
    this.most = pages;
    this.#mayOverflow = mayOverflow;
    this.#records = records;
    this.#limits = localLimits("index", pageBytes);
    this.#laid = once(() => this.#layOut(order()));
  }

  pages(): number {
    const { firstOverflow, overflow } = this.#laid();
    return firstOverflow + overflow.pages;
  }

  fill(page: Uint8Array, number: number, root: number): void {
    const laid = this.#laid();
    fillPage(laid, page, { number, root }, (place, level, below) =>
      this.#fillPage(page, laid, place, level, below, root),
    );
  }

  #layOut(order: Uint32Array): Laid {
    const [records, limits] = [this.#records, this.#limits];
    const length = (entry: number) => records.length(order[entry] ?? 0);
    const overflow = new OverflowPages(limits, length, (into, at, entry) =>
      records.write(into, at, order[entry] ?? 0),
    );
    if (this.#mayOverflow) for (let entry = 0; entry < order.length; entry++) overflow.add(entry);
    const bytes = (entry: number) => 2 + cellBytes(length(entry), limits);
    const levels: Level[] = [
      { entries: null, cuts: cutsOf(order.length, bytes, limits.page - headBytes.leaf), first: 0 },
    ];
    for (let below = levels[0]; below !== undefined && below.cuts.length > 0; below = levels.at(-1)) {
      const { entries: known, cuts: items } = below;
      const entries = known === null ? items : items.map(item => known[item] ?? 0);
      const cuts = cutsOf(
        entries.length,
        item => 4 + bytes(entries[item] ?? 0),
        limits.page - headBytes.interior,
      );
      levels.push({ entries, cuts, first: 0 });
    }
    return { order, levels, overflow, firstOverflow: placeLevels(levels, ({ cuts }) => cuts.length + 1) };
  }

  #fillPage(
    page: Uint8Array,
    { order, overflow, firstOverflow }: Laid,
    place: number,
    { entries, cuts }: Level,
    below: Level | null,
    root: number,
  ): void {
    const from = place === 0 ? 0 : (cuts[place - 1] ?? 0) + 1;
    const to = place < cuts.length ? (cuts[place] ?? 0) : (entries?.length ?? order.length);
    const pointerBytes = below === null ? 0 : 4;
    const recordOf = (item: number) => order[entries === null ? item : (entries[item] ?? 0)] ?? 0;
    const rows = this.#rows;
    for (let item = from; item < to; item++) rows[item - from] = recordOf(item);
    this.touched = this.#records.touch(rows, to - from);
    let bytes = 0;
    for (let cell = 0; cell < to - from; cell++)
      bytes += pointerBytes + cellBytes(this.#records.length(rows[cell] ?? 0), this.#limits);
    const kind = below === null ? pageKinds.indexLeaf : pageKinds.indexInterior;
    let at = beginPage(page, 0, kind, { cells: to - from, bytes });
    if (below !== null) writeU32(page, headBytes.leaf, root + below.first + to);
    let pointer: number = below === null ? headBytes.leaf : headBytes.interior;
    for (let item = from; item < to; item++, pointer += 2) {
      writeU16(page, pointer, at);
      if (below !== null) writeU32(page, at, root + below.first + item);
      const row = rows[item - from] ?? 0;
      const record = this.#records.length(row);
      at = writeVarint(page, at + pointerBytes, record);
      at =
        record <= this.#limits.most
          ? this.#records.write(page, at, row)
          : overflow.writeLocal(page, at, entries?.[item] ?? item, root + firstOverflow);
    }
  }
}

/**
 * Divides items among pages with so much room and cuts one out between each two of them. No page is left without an item: a page has
 * room for four.
 */
function cutsOf(items: number, bytesOf: (item: number) => number, room: number): Uint32Array {
  const cuts: number[] = [];
  let left = room;
  for (let item = 0; item < items; item++) {
    const bytes = bytesOf(item);
    if (bytes > left) {
      cuts.push(item);
      left = room;
    } else left -= bytes;
  }
  const last = cuts.length - 1;
  if (cuts[last] === items - 1) cuts[last] = items - 2;
  return Uint32Array.from(cuts);
}
