type Numbers =
  | Uint8Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** Numbers of one kind whose count is not known beforehand. */
export class Growing<A extends Numbers> {
  #values: A;
  #length = 0;

  /** `make` gives an empty array of a length; `expected` numbers fit without growing. */
  constructor(make: new (length: number) => A, expected: number) {
    this.#values = new make(Math.max(16, expected));
  }

  get length(): number {
    return this.#length;
  }

  /** What was added, and free room behind it; valid until more is added. */
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

  /** All of it in an array that is just as long, after which nothing can be added. */
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
