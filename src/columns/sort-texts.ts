/** Texts packed as UTF-8: text `n` runs from `offsets[n]` up to `offsets[n + 1]`. */
interface Packed {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

/** A part of the numbers that is not in order yet; its texts have the same bytes up to `depth`. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

/** Up to so many texts are put in order one by one. */
const few = 12;

/**
 * Sorts the numbers of texts by the texts' bytes, and equal texts by their numbers. A quicksort in three parts by four bytes at a
 * time, which are kept beside the numbers, so that a text is rarely looked at: J. L. Bentley and R. Sedgewick, Fast Algorithms for
 * Sorting and Searching Strings, SODA 1997.
 */
export function sortTexts(texts: Packed, numbers: Uint32Array): void {
  new TextSort(texts, numbers).run();
}

class TextSort {
  readonly #bytes: Uint8Array;
  readonly #offsets: Uint32Array;
  readonly #numbers: Uint32Array;
  /** Four bytes of each text, as a number. */
  readonly #keys: Uint32Array;
  readonly #parts: Part[] = [];
  #seed = 1;

  constructor({ bytes, offsets }: Packed, numbers: Uint32Array) {
    this.#bytes = bytes;
    this.#offsets = offsets;
    this.#numbers = numbers;
    this.#keys = new Uint32Array(numbers.length);
  }

  run(): void {
    this.#deeper({ from: 0, to: this.#numbers.length, depth: 0 });
    for (let part = this.#parts.pop(); part !== undefined; part = this.#parts.pop()) {
      if (part.to - part.from <= few) this.#insert(part);
      else this.#divide(part);
    }
  }

  #length(text: number): number {
    return this.#offsets[text + 1]! - this.#offsets[text]!;
  }

  #key(text: number, depth: number): number {
    const bytes = this.#bytes;
    const at = this.#offsets[text]! + depth;
    const left = this.#offsets[text + 1]! - at;
    if (left >= 4)
      return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
    let key = 0;
    for (let byte = 0; byte < left; byte++) key |= bytes[at + byte]! << (24 - 8 * byte);
    return key >>> 0;
  }

  /** Looks at the next bytes of a part, which comes later. If it has none, its texts differ in no more than zeros at their ends. */
  #deeper(part: Part): void {
    const { from, to, depth } = part;
    const numbers = this.#numbers;
    let isLonger = false;
    for (let at = from; at < to; at++) {
      const text = numbers[at]!;
      this.#keys[at] = this.#key(text, depth);
      if (this.#length(text) > depth) isLonger = true;
    }
    if (isLonger) this.#parts.push(part);
    else
      numbers.subarray(from, to).sort((one, other) => this.#length(one) - this.#length(other) || one - other);
  }

  /** Divides a part into what is less than, like, and greater than one of its keys. */
  #divide({ from, to, depth }: Part): void {
    const keys = this.#keys;
    const pivot = this.#pivot(from, to);
    let [less, greater] = [from, to];
    for (let at = from; at < greater; ) {
      const key = keys[at]!;
      if (key < pivot) this.#swap(less++, at++);
      else if (key > pivot) this.#swap(at, --greater);
      else at++;
    }
    if (less - from > 1) this.#parts.push({ from, to: less, depth });
    if (to - greater > 1) this.#parts.push({ from: greater, to, depth });
    if (greater - less > 1) this.#deeper({ from: less, to: greater, depth: depth + 4 });
  }

  /** The middle one of three keys. Their places do not depend on the texts, so that no order of them makes every division useless. */
  #pivot(from: number, to: number): number {
    const some = (): number => {
      this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
      return this.#keys[from + Math.floor((this.#seed / 2 ** 32) * (to - from))]!;
    };
    const [one, two, three] = [some(), some(), some()];
    return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three));
  }

  #swap(one: number, other: number): void {
    const [numbers, keys] = [this.#numbers, this.#keys];
    const text = numbers[one]!;
    const key = keys[one]!;
    numbers[one] = numbers[other]!;
    keys[one] = keys[other]!;
    numbers[other] = text;
    keys[other] = key;
  }

  #insert({ from, to, depth }: Part): void {
    const [numbers, keys] = [this.#numbers, this.#keys];
    for (let at = from + 1; at < to; at++) {
      const text = numbers[at]!;
      const key = keys[at]!;
      let place = at;
      for (; place > from; place--) {
        const before = numbers[place - 1]!;
        const known = keys[place - 1]!;
        if (known < key || (known === key && !this.#isLess(text, before, depth))) break;
        numbers[place] = before;
        keys[place] = known;
      }
      numbers[place] = text;
      keys[place] = key;
    }
  }

  #isLess(one: number, other: number, depth: number): boolean {
    const bytes = this.#bytes;
    const length = this.#length(one);
    const beside = this.#length(other);
    const at = this.#offsets[one]!;
    const place = this.#offsets[other]!;
    for (let byte = depth; byte < length && byte < beside; byte++) {
      const difference = bytes[at + byte]! - bytes[place + byte]!;
      if (difference !== 0) return difference < 0;
    }
    return length === beside ? one < other : length < beside;
  }
}
