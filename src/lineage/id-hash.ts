/** FNV-1a over bytes, 32 bits (Fowler, Noll, Vo: offset 2166136261, prime 16777619). */
export function hashBytes(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash >>> 0;
}

/** Slots of a table for so many ids: a power of two, at most two thirds full. */
export function slotCount(ids: number): number {
  let slots = 16;
  while (slots * 2 < ids * 3) slots *= 2;
  return slots;
}

/** Packed ids with a table that finds them; they may lie in memory or in a file. */
export interface IdSource {
  /** Number of slots, a power of two. */
  readonly slots: number;
  /** Row + 1 in a slot; 0 when it is empty. */
  slot(at: number): number;
  /** Whether the id of a row has exactly these bytes. */
  isId(row: number, bytes: Uint8Array): boolean;
}

/** The row of an id, or -1. */
export function findId(source: IdSource, bytes: Uint8Array): number {
  const mask = source.slots - 1;
  for (let at = hashBytes(bytes) & mask; ; at = (at + 1) & mask) {
    const entry = source.slot(at);
    if (entry === 0) return -1;
    if (source.isId(entry - 1, bytes)) return entry - 1;
  }
}
