import { once } from "../../lineage/make-once";
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
  type TreePages,
  treeBounds,
} from "./tree-pages";
import { varintLength, writeU16, writeU32, writeVarint } from "./varints";

/** The most bytes of a cell that leads to a child, with its pointer: rows have numbers of less than 35 bits. */
const mostInteriorBytes = 2 + 4 + 5;

/** Pages of one level of the tree: the number of the last row under each, and the first page's place in the tree. */
interface Level {
  readonly ends: Uint32Array;
  first: number;
}

type Laid = LaidTree<Level>;

/** A table's rows in the order of their numbers, from 1. They are divided among pages when one of those is read. */
export class TablePages implements TreePages {
  readonly most: number;
  readonly #records: PageRecords;
  readonly #limits: LocalBytes;
  /** Bytes at the beginning of the root that are not the tree's. */
  readonly #head: number;
  readonly #mayOverflow: boolean;
  readonly #laid = once(() => this.#layOut());

  constructor(records: PageRecords, pageBytes: number, head = 0) {
    this.#records = records;
    this.#limits = localLimits("table", pageBytes);
    this.#head = head;
    const { pages, mayOverflow } = treeBounds(records, this.#limits);
    this.most = pages;
    this.#mayOverflow = mayOverflow;
  }

  pages(): number {
    const { firstOverflow, overflow } = this.#laid();
    return firstOverflow + overflow.pages;
  }

  fill(page: Uint8Array, number: number, root: number): void {
    const laid = this.#laid();
    fillPage(laid, page, { number, root }, (place, level, below) => {
      if (below === null) this.#fillLeaf(page, place, laid, root);
      else fillInterior(page, place, level, below, root);
    });
  }

  #layOut(): Laid {
    const records = this.#records;
    const overflow = new OverflowPages(
      this.#limits,
      row => records.length(row),
      (into, at, row) => records.write(into, at, row),
    );
    if (this.#mayOverflow) for (let row = 0; row < records.rows; row++) overflow.add(row);
    const leaves = this.#leaves();
    const levels = [{ ends: leaves, first: 0 }, ...upperLevels(leaves, this.#limits.page)];
    if (this.#head > 0 && levels.length > 1) throw new RangeError("The first page is too small.");
    return { levels, overflow, firstOverflow: placeLevels(levels, ({ ends }) => ends.length) };
  }

  /** The row after the last one of each leaf. */
  #leaves(): Uint32Array {
    const { rows } = this.#records;
    const room = this.#limits.page - headBytes.leaf - this.#head;
    const ends: number[] = [];
    let left = room;
    for (let row = 0; row < rows; row++) {
      const bytes = this.#cellBytes(row) + 2;
      if (bytes > left) {
        ends.push(row);
        left = room;
      }
      left -= bytes;
    }
    return Uint32Array.from([...ends, rows]);
  }

  #cellBytes(row: number): number {
    return varintLength(row + 1) + cellBytes(this.#records.length(row), this.#limits);
  }

  #fillLeaf(page: Uint8Array, number: number, laid: Laid, root: number): void {
    const { levels, overflow, firstOverflow } = laid;
    const { ends } = levels[0] ?? { ends: [] };
    const [from, to] = [number === 0 ? 0 : (ends[number - 1] ?? 0), ends[number] ?? 0];
    let bytes = 0;
    for (let row = from; row < to; row++) bytes += this.#cellBytes(row);
    let at = beginPage(page, this.#head, pageKinds.tableLeaf, { cells: to - from, bytes });
    let pointer = this.#head + headBytes.leaf;
    for (let row = from; row < to; row++, pointer += 2) {
      writeU16(page, pointer, at);
      const record = this.#records.length(row);
      at = writeVarint(page, writeVarint(page, at, record), row + 1);
      at =
        record <= this.#limits.most
          ? this.#records.write(page, at, row)
          : overflow.writeLocal(page, at, row, root + firstOverflow);
    }
  }
}

function fillInterior(page: Uint8Array, place: number, { ends }: Level, below: Level, root: number): void {
  const [from, to] = childrenOf(place, ends.length, below.ends.length);
  let bytes = 0;
  for (let child = from; child < to - 1; child++) bytes += 4 + varintLength(below.ends[child] ?? 0);
  let cell = beginPage(page, 0, pageKinds.tableInterior, { cells: to - 1 - from, bytes });
  writeU32(page, headBytes.leaf, root + below.first + to - 1);
  let pointer: number = headBytes.interior;
  for (let child = from; child < to - 1; child++, pointer += 2) {
    writeU16(page, pointer, cell);
    writeU32(page, cell, root + below.first + child);
    cell = writeVarint(page, cell + 4, below.ends[child] ?? 0);
  }
}

function upperLevels(leaves: Uint32Array, pageBytes: number): Level[] {
  const most = Math.floor((pageBytes - headBytes.interior) / mostInteriorBytes) + 1;
  const levels: Level[] = [];
  for (let below = leaves; below.length > 1; ) {
    const count = Math.ceil(below.length / most);
    const last = (page: number) => childrenOf(page, count, below.length)[1] - 1;
    const ends = Uint32Array.from({ length: count }, (_, page) => below[last(page)] ?? 0);
    levels.push({ ends, first: 0 });
    below = ends;
  }
  return levels;
}

/** The children of one of so many pages, which share them evenly: the first, and the one after the last. */
function childrenOf(page: number, pages: number, children: number): readonly [number, number] {
  return [Math.floor((page * children) / pages), Math.floor(((page + 1) * children) / pages)];
}
