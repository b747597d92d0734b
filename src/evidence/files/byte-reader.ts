/** A header that ends before it says all that it promises: more bytes of the file are needed. */
export class NeedsMore extends Error {}

/** A header that is not what it claims to be. The message completes "The header …". */
export class BadHeader extends Error {}

/** Turns UTF-8 into text, as a `TextDecoder` does, which not every place has. */
export type DecodeText = (bytes: Uint8Array) => string;

/** Reads little-endian values one after the other; throws `NeedsMore` at the end of the bytes. */
export class ByteReader {
  at = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  readonly #decode: DecodeText;

  constructor(bytes: Uint8Array, decode: DecodeText) {
    this.#bytes = bytes;
    this.#decode = decode;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  /** A count of 64 bits; throws `BadHeader` for one that no file can have. */
  count(most: number): number {
    const value = this.#view.getBigUint64(this.#take(8), true);
    if (value > BigInt(most)) throw new BadHeader(`claims ${value} of what can be at most ${most}`);
    return Number(value);
  }

  /** A value of 64 bits as a number, which may lose digits. */
  uint64(): number {
    return Number(this.#view.getBigUint64(this.#take(8), true));
  }

  bytes(length: number): Uint8Array {
    const from = this.#take(length);
    return this.#bytes.subarray(from, from + length);
  }

  text(length: number): string {
    return this.#decode(this.bytes(length));
  }

  skip(length: number): void {
    this.#take(length);
  }

  #take(length: number): number {
    const from = this.at;
    if (from + length > this.#bytes.length) throw new NeedsMore();
    this.at = from + length;
    return from;
  }
}
