import type { ReadAt, SectionInfo } from "./snapshot-file";

const pageBytes = 65_536;
/** Maximum number of pages kept in memory: 16 MB. */
const mostPages = 256;

/**
 * Reads single numbers and short byte ranges from a file, page by page; keeps the most recently used pages in memory.
 */
export class PagedFile {
  readonly #read: ReadAt;
  readonly #size: number;
  readonly #pages = new Map<number, DataView<ArrayBuffer>>();
  #latest = -1;
  #latestPage = new DataView(new ArrayBuffer(0));

  /** `size` is the file's size in bytes. */
  constructor(read: ReadAt, size: number) {
    this.#read = read;
    this.#size = size;
  }

  u8(section: SectionInfo, index: number): number {
    const at = place(section, index, 1);
    return this.#page(at).getUint8(at % pageBytes);
  }

  u32(section: SectionInfo, index: number): number {
    const at = place(section, index, 4);
    return this.#page(at).getUint32(at % pageBytes, true);
  }

  /** A number from a section of any kind. */
  number(section: SectionInfo, index: number): number {
    const { kind } = section;
    if (kind === "u8") return this.u8(section, index);
    if (kind === "u32") return this.u32(section, index);
    if (kind === "i32") return this.u32(section, index) | 0;
    const size = kind === "f64" ? 8 : 2;
    const at = place(section, index, size);
    const page = this.#page(at);
    if (kind === "f64") return page.getFloat64(at % pageBytes, true);
    return kind === "u16" ? page.getUint16(at % pageBytes, true) : page.getInt16(at % pageBytes, true);
  }

  bytes(section: SectionInfo, from: number, to: number): Uint8Array<ArrayBuffer> {
    if (from < 0 || to < from || to > section.length)
      throw new RangeError("This position is outside its section.");
    const bytes = new Uint8Array(to - from);
    if (bytes.length > 0) this.#read(bytes, section.offset + from);
    return bytes;
  }

  /** The page that contains an offset in the file. Numbers are aligned, so none spans two pages. */
  #page(at: number): DataView {
    const number = Math.floor(at / pageBytes);
    if (number === this.#latest) return this.#latestPage;
    let page = this.#pages.get(number);
    if (page === undefined) {
      const bytes = new Uint8Array(Math.min(pageBytes, this.#size - number * pageBytes));
      this.#read(bytes, number * pageBytes);
      page = new DataView(bytes.buffer);
    } else this.#pages.delete(number);
    this.#pages.set(number, page);
    // A map keeps insertion order: its first page is the least recently used.
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > mostPages && oldest !== undefined) this.#pages.delete(oldest);
    this.#latest = number;
    this.#latestPage = page;
    return page;
  }
}

function place(section: SectionInfo, index: number, size: number): number {
  const at = index * size;
  if (index < 0 || at + size > section.length) throw new RangeError("This position is outside its section.");
  return section.offset + at;
}
