/** Numbers of one key in the table: its place + 1 (0 in a free slot), and the key. */
const perKey = 3;

/**
 * A hash table from keys of 64 bits (two numbers of 32) to places numbered in order of first appearance. Open addressing in
 * one typed array, so that a lookup among millions reaches into memory once: 12 bytes in each slot, of which up to three quarters are used.
 */
export class KeyTable {
  #slots: Int32Array<ArrayBuffer>;
  #size = 0;

  /** `expected` is how many keys to make room for at once. */
  constructor(expected = 0) {
    this.#slots = new Int32Array(perKey * 2 ** Math.max(10, Math.ceil(Math.log2((expected * 4) / 3 + 1))));
  }

  /** The number of distinct keys. */
  get size(): number {
    return this.#size;
  }

  /** The place of a key, which is added if it is new. */
  add(one: number, other: number): number {
    if (this.#size * 4 * perKey >= this.#slots.length * 3) this.#grow();
    const slots = this.#slots;
    const mask = slots.length / perKey - 1;
    let slot = slotOf(one, other, mask);
    for (let at = slot * perKey; slots[at] !== 0; at = slot * perKey) {
      if (slots[at + 1] === (one | 0) && slots[at + 2] === (other | 0)) return slots[at]! - 1;
      slot = (slot + 1) & mask;
    }
    slots[slot * perKey] = ++this.#size;
    slots[slot * perKey + 1] = one;
    slots[slot * perKey + 2] = other;
    return this.#size - 1;
  }

  /** Removes all keys; the room stays. */
  clear(): void {
    this.#slots.fill(0);
    this.#size = 0;
  }

  #grow(): void {
    const [before, slots] = [this.#slots, new Int32Array(2 * this.#slots.length)];
    const mask = slots.length / perKey - 1;
    for (let from = 0; from < before.length; from += perKey) {
      if (before[from] === 0) continue;
      let slot = slotOf(before[from + 1]!, before[from + 2]!, mask);
      while (slots[slot * perKey] !== 0) slot = (slot + 1) & mask;
      for (let at = 0; at < perKey; at++) slots[slot * perKey + at] = before[from + at]!;
    }
    this.#slots = slots;
  }
}

function slotOf(one: number, other: number, mask: number): number {
  return (Math.imul(one ^ other, 0x9e3779b1) >>> 7) & mask;
}
