/*
 * Hash tables of packed ids. Ids that differ only in the case of A to Z share a hash, so one table finds an id both by
 * exact match and as the Hub does, ignoring case.
 */

/** Maps A to Z to lowercase; leaves every other byte unchanged. */
export const lowerByte: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 65 && byte <= 90 ? byte + 32 : byte,
);

/** 32-bit FNV-1a over bytes, with A to Z lowercased (Fowler, Noll, Vo: offset 2166136261, prime 16777619). */
export function hashBytes(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (lowerByte[bytes[at] ?? 0] ?? 0), 0x01000193);
  return hash >>> 0;
}

/** The number of slots for a given number of ids: a power of two, at most two thirds full. */
export function slotCount(ids: number): number {
  let slots = 16;
  while (slots * 2 < ids * 3) slots *= 2;
  return slots;
}

/**
 * Builds a hash table of packed ids with the given number of slots. Each id's row + 1 is in its slot or a later one; 0
 * marks an empty slot.
 */
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

/** Packed ids and their hash table, in memory or in a file. */
export interface IdSource {
  /** Number of slots, a power of two; 0 if there is no table. */
  readonly slots: number;
  /** Row + 1, or 0 if the slot is empty. */
  slot(at: number): number;
  /** The UTF-8 bytes of a row's id. */
  id(row: number): Uint8Array;
}

/** Returns the row with exactly this id, or -1. */
export function findId(source: IdSource, bytes: Uint8Array): number {
  for (const row of sharingSlot(source, bytes)) if (areSame(source.id(row), bytes)) return row;
  return -1;
}

/** Returns the row with exactly this id, or else the only row that matches ignoring case, or -1. */
export function findIdAnyCase(source: IdSource, bytes: Uint8Array): number {
  const rows = findIdsAnyCase(source, bytes);
  return rows.find(row => areSame(source.id(row), bytes)) ?? (rows.length === 1 ? (rows[0] ?? -1) : -1);
}

/** The same for an id as text. An id on the Hub is in ASCII: others are not found. */
export function findWrittenId(source: IdSource, id: string): number {
  const codes = Array.from(id, letter => letter.charCodeAt(0));
  return codes.every(code => code < 128) ? findIdAnyCase(source, Uint8Array.from(codes)) : -1;
}

/** The rows with this id, ignoring case. */
export function findIdsAnyCase(source: IdSource, bytes: Uint8Array): number[] {
  return [...sharingSlot(source, bytes)].filter(row => areSameAnyCase(source.id(row), bytes));
}

/** The rows whose ids might match. */
function* sharingSlot(source: IdSource, bytes: Uint8Array): Generator<number> {
  const mask = source.slots - 1;
  const first = hashBytes(bytes) & mask;
  // A table from a file may have no empty slot.
  for (let step = 0; step < source.slots; step++) {
    const entry = source.slot((first + step) & mask);
    if (entry === 0) return;
    yield entry - 1;
  }
}

function areSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function areSameAnyCase(one: Uint8Array, other: Uint8Array): boolean {
  return (
    one.length === other.length && one.every((byte, at) => lowerByte[byte] === lowerByte[other[at] ?? 0])
  );
}
