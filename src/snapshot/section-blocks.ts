import { blockBytes, type Checksum, damaged, type ReadAt, type SectionInfo } from "./snapshot-file";

const numbersInBlock = blockBytes / 4;

/** Reads and checks one block of a section; throws SnapshotDamaged if the file does not hold what was written. */
export function readBlock(
  read: ReadAt,
  section: SectionInfo,
  number: number,
  checksum: Checksum,
): Uint8Array<ArrayBuffer> {
  const at = number * blockBytes;
  if (!(at >= 0 && at < section.length)) throw damaged();
  const bytes = new Uint8Array(Math.min(blockBytes, section.length - at));
  read(bytes, section.offset + at);
  if (checksum(bytes) !== section.crcs[number]) throw damaged();
  return bytes;
}

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

  /** Returns the bytes in a range; throws SnapshotDamaged if they are damaged or outside the section. */
  bytes(from: number, to: number): Uint8Array {
    if (!(from >= 0 && from <= to && to <= this.#section.length)) throw damaged();
    if (from === to) return new Uint8Array(0);
    const start = from - (from % blockBytes);
    const first = this.#block(start / blockBytes);
    if (to <= start + blockBytes) return first.subarray(from - start, to - start);
    const joined = new Uint8Array(to - from);
    joined.set(first.subarray(from - start));
    for (let at = start + blockBytes; at < to; at += blockBytes)
      joined.set(this.#block(at / blockBytes).subarray(0, to - at), at - from);
    return joined;
  }

  /** A number from a `u32` section. */
  u32(index: number): number {
    const place = index % numbersInBlock;
    const block = (index - place) / numbersInBlock;
    const numbers = this.#numbers[block] ?? new Uint32Array(this.#block(block).buffer);
    this.#numbers[block] = numbers;
    const number = numbers[place];
    if (number === undefined) throw damaged();
    return number;
  }

  #block(number: number): Uint8Array<ArrayBuffer> {
    const known = this.#blocks[number];
    if (known !== undefined) return known;
    const bytes = readBlock(this.#read, this.#section, number, this.#checksum);
    this.#blocks[number] = bytes;
    return bytes;
  }
}
