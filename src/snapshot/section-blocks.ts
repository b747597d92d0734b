import { blockBytes, type Checksum, damaged, type ReadAt, type SectionInfo } from "./snapshot-file";

const numbersInBlock = blockBytes / 4;

/** A section whose blocks are loaded and checked only when requested, then kept in memory. */
export class SectionBlocks {
  readonly #blocks: (Uint8Array<ArrayBuffer> | undefined)[];
  /** The same, for numbers; no number spans two blocks. */
  readonly #numbers: (Uint32Array | undefined)[];
  readonly #read: ReadAt;
  readonly #section: SectionInfo;
  readonly #checksum: Checksum;

  constructor(read: ReadAt, section: SectionInfo, checksum: Checksum) {
    this.#blocks = new Array(section.crcs.length);
    this.#numbers = new Array(section.crcs.length);
    this.#read = read;
    this.#section = section;
    this.#checksum = checksum;
  }

  /** Returns the bytes in a range; throws UserError if they are damaged. */
  bytes(from: number, to: number): Uint8Array {
    const start = from - (from % blockBytes);
    const first = this.#block(start / blockBytes);
    const end = start + blockBytes;
    if (to <= end) return first.subarray(from - start, to - start);
    const joined = new Uint8Array(to - from);
    joined.set(first.subarray(from - start));
    joined.set(this.bytes(end, to), end - from);
    return joined;
  }

  /** A number from a `u32` section. */
  u32(index: number): number {
    const place = index % numbersInBlock;
    const block = (index - place) / numbersInBlock;
    const numbers = this.#numbers[block] ?? new Uint32Array(this.#block(block).buffer);
    this.#numbers[block] = numbers;
    return numbers[place] ?? 0;
  }

  #block(number: number): Uint8Array<ArrayBuffer> {
    const known = this.#blocks[number];
    if (known !== undefined) return known;
    const at = number * blockBytes;
    const bytes = new Uint8Array(Math.min(blockBytes, this.#section.length - at));
    this.#read(bytes, this.#section.offset + at);
    if (this.#checksum(bytes) !== this.#section.crcs[number]) throw damaged();
    this.#blocks[number] = bytes;
    return bytes;
  }
}
