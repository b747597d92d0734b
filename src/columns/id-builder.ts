import { Growing } from "./growing";
import { findId, hashBytes, type IdSource, lowerByte, slotCount, slotTable } from "./id-hash";

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

/** Packs ids of rows, which need not be unique. */
export function packIds(ids: readonly string[]): PackedIds {
  const bytes = new Growing<Uint8Array<ArrayBuffer>>(Uint8Array, ids.length * 28);
  const offsets = new Uint32Array(ids.length + 1);
  ids.forEach((id, row) => {
    for (const character of id) pushUtf8(bytes, character.codePointAt(0) ?? 0);
    offsets[row + 1] = bytes.length;
  });
  const packed = bytes.finish();
  return { bytes: packed, offsets, slots: slotTable(slotCount(ids.length), packed, offsets, ids.length) };
}

/** Adds a character as UTF-8; half of a pair of surrogates becomes U+FFFD, as in a TextEncoder. */
function pushUtf8(bytes: Growing<Uint8Array<ArrayBuffer>>, code: number): void {
  if (code < 0x80) {
    bytes.push(code);
    return;
  }
  const point = code >= 0xd800 && code < 0xe000 ? 0xfffd : code;
  const more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  bytes.push((~(0xff >> (more + 1)) & 0xff) | (point >> (6 * more)));
  for (let left = more - 1; left >= 0; left--) bytes.push(0x80 | ((point >> (6 * left)) & 0x3f));
}

/** The row with exactly the id that `bytes` has from `from` up to `to`, or -1. */
export function findPackedId(ids: PackedIds, bytes: Uint8Array, from: number, to: number): number {
  const { slots } = ids;
  const mask = slots.length - 1;
  let slot = hashBytes(bytes, from, to) & mask;
  for (let steps = 0; steps <= mask && slots[slot] !== 0; steps++) {
    if (isPackedId(ids, slots[slot]! - 1, bytes, from, to)) return slots[slot]! - 1;
    slot = (slot + 1) & mask;
  }
  return -1;
}

/** Whether a row has exactly the id that `bytes` has from `from` up to `to`. */
export function isPackedId(
  { bytes: ids, offsets }: PackedIds,
  row: number,
  bytes: Uint8Array,
  from: number,
  to: number,
): boolean {
  const start = offsets[row]!;
  if (offsets[row + 1]! - start !== to - from) return false;
  for (let at = from; at < to; at++) if (ids[start + at - from] !== bytes[at]) return false;
  return true;
}

/** The last row with this id, ignoring the case of A to Z, or -1. */
export function lastPackedId(ids: PackedIds, bytes: Uint8Array, from: number, to: number): number {
  const { slots } = ids;
  const mask = slots.length - 1;
  let [slot, last] = [hashBytes(bytes, from, to) & mask, -1];
  for (let steps = 0; steps <= mask && slots[slot] !== 0; steps++) {
    const row = slots[slot]! - 1;
    if (row > last && isPackedAnyCase(ids, row, bytes, from, to)) last = row;
    slot = (slot + 1) & mask;
  }
  return last;
}

function isPackedAnyCase(
  { bytes: ids, offsets }: PackedIds,
  row: number,
  bytes: Uint8Array,
  from: number,
  to: number,
): boolean {
  const start = offsets[row]!;
  if (offsets[row + 1]! - start !== to - from) return false;
  for (let at = from; at < to; at++)
    if (lowerByte[ids[start + at - from]!] !== lowerByte[bytes[at]!]) return false;
  return true;
}

/** The UTF-8 bytes of a row's id. */
export function packedId({ bytes, offsets }: PackedIds, row: number): Uint8Array {
  return bytes.subarray(offsets[row], offsets[row + 1]);
}
