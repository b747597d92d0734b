import { type ColumnChunk, type DecodedArray, flatten, type PageHeader, type SchemaTree } from "hyparquet";
import { parquetHeader, readPage } from "hyparquet/src/column.js";
import { convert, DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { getMaxDefinitionLevel, getMaxRepetitionLevel, isFlatColumn } from "hyparquet/src/schema.js";
import type { Unpackers } from "../../app/ports/import-ports";
import type { SnapshotBytes } from "../../app/ports/snapshot-ports";
import { crc32 } from "../../columns/checksum";
import { Damage, mostGroupBytes, mostListBytes, mostPageBytes } from "./import-limits";
import { checkLevels, checkValues, count, factsOfPage, type PageFacts } from "./page-checks";
import { pageUnpacker } from "./page-codecs";
import { thriftEnd } from "./thrift-scan";

/** Maximum values in a page's header, which has about twenty. */
const mostHeaderValues = 200;
/** About the bytes of a list while it is put together. */
const bytesPerList = 200;

type ChunkFacts = NonNullable<ColumnChunk["meta_data"]>;
type Parsers = Partial<typeof DEFAULT_PARSERS>;

/** A column of one row group, to be read. */
export interface ChunkOrder {
  readonly file: SnapshotBytes;
  readonly chunk: ColumnChunk;
  /** The elements of the schema from the root to the column. */
  readonly path: readonly SchemaTree[];
  /** Rows of the row group. */
  readonly rows: number;
  readonly parsers: Parsers;
  readonly unpackers: Unpackers;
  /** What the row group has unpacked so far. */
  readonly spent: { bytes: number };
  /** Counts the pages that are read, and those without a checksum. */
  readonly pages: { all: number; unchecked: number };
}

/** Reads one column of a row group: a value, or nested lists of values, for each row. Throws Damage, or an error of the file. */
export async function readChunk(order: ChunkOrder): Promise<DecodedArray> {
  const { chunk, file, rows } = order;
  const facts = chunk.meta_data;
  if (facts === undefined) throw new Damage("a column is encrypted or lacks its description");
  if (facts.type !== order.path.at(-1)?.element.type)
    throw new Damage("a column has another type than its schema");
  if (chunk.file_path !== undefined) throw new Damage("it is spread over several files");
  const start = Number(facts.dictionary_page_offset || facts.data_page_offset);
  const end = start + Number(facts.total_compressed_size);
  if (!(start >= 4 && end >= start && end <= file.byteLength))
    throw new Damage("a column lies outside the file");
  const levels = levelsOf(order.path);
  const values = Number(facts.num_values);
  if (isFlatColumn([...order.path]) ? values !== rows : values < rows)
    throw new Damage(`a column has ${values} values for ${rows} rows`);
  const { outer, inner } = listsOf(order.path);
  if (levels.repetition > 0 && bytesPerList * (rows * outer + values * inner) + 16 * values > mostListBytes)
    throw new Damage(
      `a column has ${values} values in its lists, too many to read at once; write smaller row groups`,
    );
  const bytes = await file.slice(start, end);
  return new PageReader(order, facts, bytes).read(values);
}

function levelsOf(path: readonly SchemaTree[]) {
  return { definition: getMaxDefinitionLevel([...path]), repetition: getMaxRepetitionLevel([...path]) };
}

/** How many lists the reader makes for each row, and for each value. */
function listsOf(path: readonly SchemaTree[]): { readonly outer: number; readonly inner: number } {
  const steps = path.slice(1, -1).map(({ element }) => element.repetition_type);
  const last = steps.lastIndexOf("REPEATED");
  const made = (from: number, to: number) => steps.slice(from, to).filter(type => type !== "REQUIRED").length;
  return { outer: made(0, last + 1), inner: made(last + 1, steps.length) };
}

/** Reads the pages of a chunk in order, checking each before the reader takes its lengths on trust. */
class PageReader {
  readonly #order: ChunkOrder;
  readonly #facts: ChunkFacts;
  readonly #view: DataView;
  readonly #reader: { readonly view: DataView; offset: number };
  readonly #unpack: (input: Uint8Array, length: number) => Uint8Array;
  readonly #pages: DecodedArray[] = [];
  #dictionary: DecodedArray | undefined;
  #values = 0;
  #rows = 0;

  constructor(order: ChunkOrder, facts: ChunkFacts, bytes: ArrayBuffer) {
    this.#order = order;
    this.#facts = facts;
    this.#view = new DataView(bytes);
    this.#reader = { view: this.#view, offset: 0 };
    this.#unpack =
      facts.codec === "UNCOMPRESSED" ? input => input : pageUnpacker(facts.codec, order.unpackers);
  }

  /** All values, which must be as many as the chunk says. */
  read(values: number): DecodedArray {
    const { rows } = this.#order;
    while (this.#values < values) this.#page(values - this.#values);
    if (this.#rows !== rows) throw new Damage(`a column has ${this.#rows} of ${rows} rows`);
    const data = flatten(this.#pages);
    if (data.length !== rows && rows > 0) throw new Damage(`a column has ${data.length} of ${rows} rows`);
    return data;
  }

  #page(left: number): void {
    thriftEnd(this.#view, this.#reader.offset, mostHeaderValues);
    const header = parquetHeader(this.#reader);
    const packed = this.#packed(header);
    if (header.type === "DICTIONARY_PAGE") this.#readDictionary(header, packed);
    else if (header.type === "INDEX_PAGE") this.#reader.offset += packed.length;
    else this.#readData(header, packed, left);
  }

  /** The bytes of a page as they lie in the file, after checking what its header says of them. */
  #packed(header: PageHeader): Uint8Array {
    const size = count(header.compressed_page_size);
    const unpacked = count(header.uncompressed_page_size);
    const at = this.#reader.offset;
    if (at + size > this.#view.byteLength) throw new Damage("a page is cut off");
    if (unpacked > mostPageBytes)
      throw new Damage(`a page unpacks to ${unpacked} bytes, and at most ${mostPageBytes} are read`);
    const { spent } = this.#order;
    spent.bytes += unpacked;
    if (spent.bytes > mostGroupBytes)
      throw new Damage(
        `a row group unpacks to more than ${mostGroupBytes} bytes; write it with smaller row groups`,
      );
    const bytes = new Uint8Array(this.#view.buffer, at, size);
    const { pages } = this.#order;
    pages.all++;
    if (header.crc === undefined) pages.unchecked++;
    else if (crc32(bytes) !== header.crc >>> 0) throw new Damage("a page does not match its checksum");
    return bytes;
  }

  #readDictionary(header: PageHeader, packed: Uint8Array): void {
    const values = count(header.dictionary_page_header?.num_values);
    if (this.#dictionary !== undefined || this.#values > 0)
      throw new Damage("a column has a second dictionary");
    const page = this.#unpack(packed, header.uncompressed_page_size);
    checkValues({ bytes: page, at: 0, values, type: this.#facts.type, encoding: "PLAIN" });
    const { data } = readPage(this.#reader, header, this.#decoder(page), undefined, undefined, 0);
    this.#dictionary = data && convert(data, this.#decoder(page));
  }

  #readData(header: PageHeader, packed: Uint8Array, left: number): void {
    const facts = factsOfPage(header);
    if (facts.values > left) throw new Damage("a column has more values than it says");
    if (facts.encoding.endsWith("_DICTIONARY") && this.#dictionary === undefined)
      throw new Damage("a column lacks its dictionary");
    const { page, rows } = this.#checked(header, facts, packed);
    this.#values += facts.values;
    this.#rows += rows;
    if (this.#rows > this.#order.rows) throw new Damage("a column has more rows than its row group");
    const last = this.#pages.at(-1);
    const { data } = readPage(this.#reader, header, this.#decoder(page), this.#dictionary, last, 0);
    if (facts.values > 0 && data !== undefined && data !== last) this.#pages.push(data);
  }

  /** Unpacks a page and checks its levels and values; returns what is unpacked, for the reader to take. */
  #checked(header: PageHeader, facts: PageFacts, packed: Uint8Array) {
    const { type } = this.#facts;
    const levels = levelsOf(this.#order.path);
    const { encoding, values, levelBytes } = facts;
    if (levelBytes === null) {
      const page = this.#unpack(packed, header.uncompressed_page_size);
      const { rows, nulls, end } = checkLevels(page, facts, levels);
      checkValues({ bytes: page, at: end, values: values - nulls, type, encoding });
      return { page, rows };
    }
    const { rows, nulls, end } = checkLevels(packed, facts, levels);
    if (nulls !== header.data_page_header_v2?.num_nulls) throw new Damage("a page counts its values wrongly");
    const rest = packed.subarray(end);
    const isPacked = header.data_page_header_v2.is_compressed !== false;
    const page = isPacked ? this.#unpack(rest, header.uncompressed_page_size - end) : rest;
    checkValues({ bytes: page, at: 0, values: values - nulls, type, encoding });
    return { page, rows };
  }

  #decoder(page: Uint8Array) {
    const { path, parsers } = this.#order;
    const element = path.at(-1)?.element;
    if (element === undefined) throw new Damage("a column is not in the schema");
    return {
      ...this.#facts,
      element,
      pathInSchema: this.#facts.path_in_schema,
      schemaPath: [...path],
      parsers: { ...DEFAULT_PARSERS, ...parsers },
      compressors: { [this.#facts.codec]: () => page },
    };
  }
}
