import { readBlock } from "./section-blocks";
import { blockBytes, type Checksum, damaged, type ReadAt, type SectionInfo } from "./snapshot-file";

/** Maximum number of blocks kept in memory: 16 MB. */
const mostPages = 256;

/**
 * Reads single numbers and short byte ranges from a file's sections. Each block is checked when it is first needed; the
 * most recently used ones stay in memory. Throws SnapshotDamaged if a block is damaged, or a position is outside its section.
 */
export class PagedFile {
  readonly #read: ReadAt;
  readonly #checksum: Checksum;
  /** Blocks by their place in the file, where no two of them start. */
  readonly #pages = new Map<number, DataView<ArrayBuffer>>();
  /** Where the blocks start that were once checked: a part of one can be read without the rest. */
  readonly #checked = new Set<number>();
  #latest = -1;
  #latestPage = new DataView(new ArrayBuffer(0));

  constructor(read: ReadAt, checksum: Checksum) {
    this.#read = read;
    this.#checksum = checksum;
  }

  u8(section: SectionInfo, index: number): number {
    const at = place(section, index, 1);
    return this.#page(section, at).getUint8(at % blockBytes);
  }

  u32(section: SectionInfo, index: number): number {
    const at = place(section, index, 4);
    return this.#page(section, at).getUint32(at % blockBytes, true);
  }

  /** A number from a section of any kind. */
  number(section: SectionInfo, index: number): number {
    const { kind } = section;
    if (kind === "u8") return this.u8(section, index);
    if (kind === "u32") return this.u32(section, index);
    if (kind === "i32") return this.u32(section, index) | 0;
    const size = kind === "f64" ? 8 : 2;
    const at = place(section, index, size);
    const page = this.#page(section, at);
    if (kind === "f64") return page.getFloat64(at % blockBytes, true);
    return kind === "u16" ? page.getUint16(at % blockBytes, true) : page.getInt16(at % blockBytes, true);
  }

  bytes(section: SectionInfo, from: number, to: number): Uint8Array<ArrayBuffer> {
    if (!(from >= 0 && from <= to && to <= section.length)) throw damaged();
    const bytes = new Uint8Array(to - from);
    for (let at = from; at < to; ) {
      const end = Math.min(to, at - (at % blockBytes) + blockBytes);
      this.#fill(bytes.subarray(at - from, end - from), section, at);
      at = end;
    }
    return bytes;
  }

  /** Fills `into` from a position in a section; all of it lies in one block. */
  #fill(into: Uint8Array<ArrayBuffer>, section: SectionInfo, at: number): void {
    const start = section.offset + at - (at % blockBytes);
    if (this.#checked.has(start) && !this.#pages.has(start)) this.#read(into, section.offset + at);
    else {
      const page = new Uint8Array(this.#page(section, at).buffer);
      into.set(page.subarray(at % blockBytes, (at % blockBytes) + into.length));
    }
  }

  /** The block that contains a position in a section. Numbers are aligned, so none spans two blocks. */
  #page(section: SectionInfo, at: number): DataView<ArrayBuffer> {
    const start = section.offset + at - (at % blockBytes);
    if (start === this.#latest) return this.#latestPage;
    let page = this.#pages.get(start);
    if (page === undefined) {
      const block = readBlock(this.#read, section, Math.floor(at / blockBytes), this.#checksum);
      page = new DataView(block.buffer);
      this.#checked.add(start);
    } else this.#pages.delete(start);
    this.#pages.set(start, page);
    // A map keeps insertion order: its first page is the least recently used.
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > mostPages && oldest !== undefined) this.#pages.delete(oldest);
    this.#latest = start;
    this.#latestPage = page;
    return page;
  }
}

function place(section: SectionInfo, index: number, size: number): number {
  const at = index * size;
  if (!(index >= 0 && at + size <= section.length)) throw damaged();
  return at;
}
