/** Numbers pairs of integers below 2^26 in order of first occurrence: a hash table with open addressing. */
export class PairTable {
  #keys = new Float64Array(1024).fill(-1);
  #numbers = new Uint32Array(1024);
  readonly pairs: (readonly [one: number, other: number])[] = [];

  /** The number of a pair, added if it is new. */
  add(one: number, other: number): number {
    const at = this.#place(one, other);
    if (this.#keys[at] !== -1) return this.#numbers[at]!;
    const number = this.pairs.push([one, other]) - 1;
    this.#keys[at] = keyOf(one, other);
    this.#numbers[at] = number;
    if (this.pairs.length * 2 > this.#keys.length) this.#enlarge();
    return number;
  }

  /** The number of a pair, or -1. */
  find(one: number, other: number): number {
    const at = this.#place(one, other);
    return this.#keys[at] === -1 ? -1 : this.#numbers[at]!;
  }

  #place(one: number, other: number): number {
    const key = keyOf(one, other);
    const mask = this.#keys.length - 1;
    let at = (Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b)) >>> 7;
    at &= mask;
    while (this.#keys[at] !== -1 && this.#keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  #enlarge(): void {
    this.#keys = new Float64Array(this.#keys.length * 2).fill(-1);
    this.#numbers = new Uint32Array(this.#keys.length);
    this.pairs.forEach(([one, other], number) => {
      const at = this.#place(one, other);
      this.#keys[at] = keyOf(one, other);
      this.#numbers[at] = number;
    });
  }
}

function keyOf(one: number, other: number): number {
  return one * 0x400_0000 + other;
}
