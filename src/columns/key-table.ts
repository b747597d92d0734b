/**
 * A hash table from keys (whole numbers from 0 below 2^53, such as `textKey`s) to places numbered in order of first
 * appearance. Open addressing in typed arrays: 24 bytes per key at most.
 */
export class KeyTable {
  #keys: Float64Array<ArrayBuffer>;
  #places: Int32Array<ArrayBuffer>;
  #size = 0;

  /** `expected` is how many keys to make room for at once. */
  constructor(expected = 0) {
    const slots = 2 ** Math.max(4, Math.ceil(Math.log2(2 * expected + 1)));
    this.#keys = new Float64Array(slots);
    this.#places = new Int32Array(slots).fill(-1);
  }

  /** The number of distinct keys. */
  get size(): number {
    return this.#size;
  }

  /** The place of a key; -1 if it was never added. */
  find(key: number): number {
    return this.#places[this.#slot(key)]!;
  }

  /** The place of a key, which is added if it is new. */
  add(key: number): number {
    if (2 * (this.#size + 1) > this.#keys.length) this.#grow();
    const slot = this.#slot(key);
    if (this.#places[slot] === -1) {
      this.#keys[slot] = key;
      this.#places[slot] = this.#size++;
    }
    return this.#places[slot]!;
  }

  #slot(key: number): number {
    const mask = this.#keys.length - 1;
    let slot = Math.imul((key % 2 ** 32) ^ (key / 2 ** 32), 0x9e3779b1) >>> 7;
    while (this.#places[slot & mask] !== -1 && this.#keys[slot & mask] !== key) slot++;
    return slot & mask;
  }

  #grow(): void {
    const [keys, places] = [this.#keys, this.#places];
    this.#keys = new Float64Array(2 * keys.length);
    this.#places = new Int32Array(2 * keys.length).fill(-1);
    for (let at = 0; at < keys.length; at++) {
      if (places[at] === -1) continue;
      const slot = this.#slot(keys[at]!);
      this.#keys[slot] = keys[at]!;
      this.#places[slot] = places[at]!;
    }
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
