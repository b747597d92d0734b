type Numbers =
  | Uint8Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** A growable array of numbers of one kind. */
export class Growing<A extends Numbers> {
  #values: A;
  #length = 0;

  /** `make` creates an empty array of a given length; reserves room for `expected` numbers. */
  constructor(make: new (length: number) => A, expected: number) {
    this.#values = new make(Math.max(16, expected));
  }

  get length(): number {
    return this.#length;
  }

  /** The numbers added so far, followed by free space; valid until more are added. */
  get values(): A {
    return this.#values;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#grow(this.#length + 1);
    this.#values[this.#length++] = value;
  }

  pushAll(values: A): void {
    const needed = this.#length + values.length;
    if (needed > this.#values.length) this.#grow(needed);
    this.#values.set(values, this.#length);
    this.#length = needed;
  }

  /** Returns all numbers in an array of exactly that length; nothing can be added afterward. */
  finish(): A {
    const values = this.#values.slice(0, this.#length) as A;
    this.#values = this.#values.slice(0, 0) as A;
    return values;
  }

  #grow(needed: number): void {
    const make = this.#values.constructor as new (length: number) => A;
    const larger = new make(Math.max(needed, Math.ceil(this.#values.length * 1.5)));
    larger.set(this.#values);
    this.#values = larger;
  }
}
