import { Damage } from "./import-limits";

const deepest = 24;

/** Reads structures of Thrift's compact protocol without keeping anything, to find out whether they can be read safely. */
class ThriftScan {
  readonly #view: DataView;
  #at: number;
  #values: number;

  constructor(view: DataView, from: number, values: number) {
    this.#view = view;
    this.#at = from;
    this.#values = values;
  }

  /** Where the structure ends. */
  end(): number {
    this.#struct(0);
    return this.#at;
  }

  #byte(): number {
    if (this.#at >= this.#view.byteLength) throw new Damage("its description is cut off");
    return this.#view.getUint8(this.#at++);
  }

  #varint(): number {
    let value = 0;
    for (let place = 0; place < 10; place++) {
      const byte = this.#byte();
      value += (byte & 0x7f) * 2 ** (7 * place);
      if (byte < 0x80) return value;
    }
    throw new Damage("its description holds a number without end");
  }

  #skip(bytes: number): void {
    this.#at += bytes;
  }

  #struct(depth: number): void {
    if (depth > deepest) throw new Damage("its description is nested too deeply");
    for (let head = this.#byte(); (head & 0x0f) !== 0; head = this.#byte()) {
      if (head >> 4 === 0) this.#varint();
      this.#value(head & 0x0f, depth, false);
    }
  }

  #value(type: number, depth: number, inList: boolean): void {
    if (--this.#values < 0) throw new Damage("its description holds too many values");
    if (type === 1 || type === 2) this.#at += inList ? 1 : 0;
    else if (type === 3) this.#at += 1;
    else if (type >= 4 && type <= 6) this.#varint();
    else if (type === 7) this.#at += 8;
    else if (type === 8) this.#skip(this.#varint());
    else if (type === 9) this.#list(depth);
    else if (type === 12) this.#struct(depth + 1);
    else throw new Damage("its description holds a value of an unknown kind");
  }

  #list(depth: number): void {
    const head = this.#byte();
    const size = head >> 4 === 15 ? this.#varint() : head >> 4;
    if (depth > deepest) throw new Damage("its description is nested too deeply");
    // Each member takes at least a byte.
    if (size > this.#view.byteLength - this.#at) throw new Damage("its description is cut off");
    for (let member = 0; member < size; member++) this.#value(head & 0x0f, depth + 1, true);
  }
}

/**
 * Returns where a Thrift structure ends. Throws Damage if it reaches beyond the bytes, nests too deeply, or has more than
 * `values` values.
 */
export function thriftEnd(view: DataView, from: number, values: number): number {
  const end = new ThriftScan(view, from, values).end();
  if (end > view.byteLength) throw new Damage("its description is cut off");
  return end;
}
