import { Growing } from "./growing";
import { findId, hashBytes, type IdSource, slotCount, slotTable } from "./id-hash";

/** Ids packed as UTF-8: id `n` runs from `offsets[n]` up to `offsets[n + 1]`; `slots` is their hash table (id-hash). */
export interface PackedIds {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly offsets: Uint32Array<ArrayBuffer>;
  readonly slots: Uint32Array<ArrayBuffer>;
}

/** Collects unique ids and looks them up. */
export class IdBuilder implements IdSource {
  readonly #bytes: Growing<Uint8Array<ArrayBuffer>>;
  readonly #offsets: Growing<Uint32Array<ArrayBuffer>>;
  #slots: Uint32Array<ArrayBuffer>;

  /** Reserves room for `expected` ids. */
  constructor(expected: number) {
    this.#bytes = new Growing(Uint8Array, expected * 28);
    this.#offsets = new Growing(Uint32Array, expected + 1);
    this.#offsets.push(0);
    this.#slots = new Uint32Array(slotCount(expected));
  }

  get length(): number {
    return this.#offsets.length - 1;
  }

  get slots(): number {
    return this.#slots.length;
  }

  slot(at: number): number {
    return this.#slots[at] ?? 0;
  }

  id(row: number): Uint8Array {
    const { values } = this.#offsets;
    return this.#bytes.values.subarray(values[row], values[row + 1]);
  }

  /** Whether a row has this id. Allocates no object, because `add` calls it for every id in a table. */
  #isId(row: number, bytes: Uint8Array): boolean {
    const { values } = this.#offsets;
    const from = values[row] ?? 0;
    if ((values[row + 1] ?? 0) - from !== bytes.length) return false;
    const ids = this.#bytes.values;
    for (let at = 0; at < bytes.length; at++) if (ids[from + at] !== bytes[at]) return false;
    return true;
  }

  /** Returns the row of an id, or -1. */
  find(bytes: Uint8Array): number {
    return findId(this, bytes);
  }

  /** Adds an id as the next row; returns false if it already exists. */
  add(bytes: Uint8Array): boolean {
    if (slotCount(this.length + 1) > this.#slots.length) this.#enlarge();
    const mask = this.#slots.length - 1;
    let at = hashBytes(bytes) & mask;
    for (let entry = this.slot(at); entry !== 0; entry = this.slot(at)) {
      if (this.#isId(entry - 1, bytes)) return false;
      at = (at + 1) & mask;
    }
    this.#bytes.pushAll(bytes as Uint8Array<ArrayBuffer>);
    this.#offsets.push(this.#bytes.length);
    this.#slots[at] = this.length;
    return true;
  }

  finish(): PackedIds {
    return { bytes: this.#bytes.finish(), offsets: this.#offsets.finish(), slots: this.#slots };
  }

  #enlarge(): void {
    const { values: offsets } = this.#offsets;
    this.#slots = slotTable(this.#slots.length * 2, this.#bytes.values, offsets, this.length);
  }
}

/** The UTF-8 bytes of a row's id. */
export function packedId({ bytes, offsets }: PackedIds, row: number): Uint8Array {
  return bytes.subarray(offsets[row], offsets[row + 1]);
}
