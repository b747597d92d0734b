/*
 * Hash tables of packed ids. Ids that differ only in the case of A to Z share a hash, so that one table finds an id
 * both as it is written and as the Hub takes it, which tells no cases apart.
 */

/** Small letters for A to Z, every other byte as it is. */
const lower = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** FNV-1a over bytes with A to Z made small, 32 bits (Fowler, Noll, Vo: offset 2166136261, prime 16777619). */
export function hashBytes(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (lower[bytes[at] ?? 0] ?? 0), 0x01000193);
  return hash >>> 0;
}

/** Slots of a table for so many ids: a power of two, at most two thirds full. */
export function slotCount(ids: number): number {
  let slots = 16;
  while (slots * 2 < ids * 3) slots *= 2;
  return slots;
}

/** A table of so many slots that finds packed ids: row + 1 in the slot of an id or in one after it, 0 where it is empty. */
export function slotTable(slots: number, bytes: Uint8Array, offsets: ArrayLike<number>, ids: number) {
  const table = new Uint32Array(slots);
  const mask = slots - 1;
  for (let row = 0; row < ids; row++) {
    let at = hashBytes(bytes, offsets[row] ?? 0, offsets[row + 1] ?? 0) & mask;
    while (table[at] !== 0) at = (at + 1) & mask;
    table[at] = row + 1;
  }
  return table;
}

/** Packed ids with a table that finds them; they may lie in memory or in a file. */
export interface IdSource {
  /** Number of slots, a power of two; 0 where there is no table. */
  readonly slots: number;
  /** Row + 1 in a slot; 0 when it is empty. */
  slot(at: number): number;
  /** The UTF-8 of the id of a row. */
  id(row: number): Uint8Array;
}

/** The row that has exactly this id, or -1. */
export function findId(source: IdSource, bytes: Uint8Array): number {
  for (const row of sharingSlot(source, bytes)) if (areSame(source.id(row), bytes)) return row;
  return -1;
}

/** The row that has exactly this id, else the only one that has it in other letter case, else -1. */
export function findIdAnyCase(source: IdSource, bytes: Uint8Array): number {
  const rows = findIdsAnyCase(source, bytes);
  return rows.find(row => areSame(source.id(row), bytes)) ?? (rows.length === 1 ? (rows[0] ?? -1) : -1);
}

/** The rows that have this id in any letter case. */
export function findIdsAnyCase(source: IdSource, bytes: Uint8Array): number[] {
  return [...sharingSlot(source, bytes)].filter(row => areSameAnyCase(source.id(row), bytes));
}

/** The rows whose ids may be this one. */
function* sharingSlot(source: IdSource, bytes: Uint8Array): Generator<number> {
  const mask = source.slots - 1;
  for (let at = hashBytes(bytes) & mask; source.slots > 0; at = (at + 1) & mask) {
    const entry = source.slot(at);
    if (entry === 0) return;
    yield entry - 1;
  }
}

function areSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function areSameAnyCase(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => lower[byte] === lower[other[at] ?? 0]);
}
