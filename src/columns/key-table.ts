/**
 * A hash table from keys (whole numbers from 0 below 2^53, such as `textKey`s) to places numbered in order of first
 * appearance. Open addressing in a typed array of places, beside the keys in their order: 24 bytes per key at most.
 */
export class KeyTable {
  /** A place + 1, or 0 in a free slot. */
  #slots: Uint32Array<ArrayBuffer>;
  #keys: Float64Array<ArrayBuffer>;
  #size = 0;

  /** `expected` is how many keys to make room for at once. */
  constructor(expected = 0) {
    const slots = 2 ** Math.max(4, Math.ceil(Math.log2(2 * expected + 1)));
    this.#slots = new Uint32Array(slots);
    this.#keys = new Float64Array(slots / 2);
  }

  /** The number of distinct keys. */
  get size(): number {
    return this.#size;
  }

  /** The place of a key; -1 if it was never added. */
  find(key: number): number {
    return this.#slots[this.#slot(key)]! - 1;
  }

  /** The place of a key, which is added if it is new. */
  add(key: number): number {
    if (this.#size === this.#keys.length) this.#grow();
    const slot = this.#slot(key);
    const known = this.#slots[slot]!;
    if (known > 0) return known - 1;
    this.#keys[this.#size] = key;
    this.#slots[slot] = ++this.#size;
    return this.#size - 1;
  }

  #slot(key: number): number {
    const [slots, keys] = [this.#slots, this.#keys];
    const mask = slots.length - 1;
    let slot = (Math.imul(key ^ (key / 2 ** 32), 0x9e3779b1) >>> 7) & mask;
    for (let at = slots[slot]!; at > 0 && keys[at - 1] !== key; at = slots[slot]!) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    this.#keys = new Float64Array(2 * keys.length);
    this.#keys.set(keys);
    this.#slots = new Uint32Array(2 * this.#slots.length);
    for (let at = 0; at < this.#size; at++) this.#slots[this.#slot(keys[at]!)] = at + 1;
  }
}

/**
 * A key of 53 bits for a text: two hashes after Fowler, Noll and Vo (FNV-1a) with different starts. Among three million texts, two
 * have the same key with a probability of about 1 in 2,000.
 */
export function textKey(text: string): number {
  let [one, other] = [0x811c9dc5, 0x2f0b4a27];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b) ^ (other >>> 15);
  }
  return (one >>> 11) * 2 ** 32 + (other >>> 0);
}
