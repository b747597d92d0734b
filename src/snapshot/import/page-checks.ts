import type { PageHeader } from "hyparquet";
import { deltaBinaryUnpack } from "hyparquet/src/delta.js";
import { readRleBitPackedHybrid } from "hyparquet/src/encoding.js";
import { ownValue } from "../../lineage/own-value";
import { Damage, mostPageBytes } from "./import-limits";

/** The levels of a column: how deep its values can be nested and repeated. */
export interface Levels {
  readonly definition: number;
  readonly repetition: number;
}

/** What a page's header says about its values, whichever its version. */
export interface PageFacts {
  readonly values: number;
  readonly encoding: string;
  /** Bytes of the levels, which stand before the packed part (version 2); null if they are inside it, with their lengths. */
  readonly levelBytes: { readonly repetition: number; readonly definition: number } | null;
}

/** Reads and checks what a data page's header says; throws Damage. */
export function factsOfPage(header: PageHeader): PageFacts {
  const first = header.data_page_header;
  const second = header.data_page_header_v2;
  if (header.type === "DATA_PAGE" && first !== undefined)
    return { values: count(first.num_values), encoding: first.encoding, levelBytes: null };
  if (header.type !== "DATA_PAGE_V2" || second === undefined)
    throw new Damage("a page is of an unknown kind");
  const repetition = count(second.repetition_levels_byte_length);
  const definition = count(second.definition_levels_byte_length);
  if (repetition + definition > Math.min(header.compressed_page_size, header.uncompressed_page_size))
    throw new Damage("a page is cut off");
  if (count(second.num_nulls) > count(second.num_values))
    throw new Damage("a page counts its values wrongly");
  return { values: second.num_values, encoding: second.encoding, levelBytes: { repetition, definition } };
}

/** A whole number of a header, or Damage. */
export function count(value: unknown): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw new Damage("a page has a damaged header");
}

/**
 * Checks that runs of levels or codes (RLE and bit-packed, at `from`) give `values` values of `width` bits and no more,
 * since the reader trusts their lengths. Throws Damage.
 */
export function checkRuns(bytes: Uint8Array, from: number, width: number, values: number): void {
  if (width > 32) throw new Damage("a page has codes of more than 32 bits");
  let at = from;
  for (let left = values; left > 0; ) {
    let head = 0;
    for (let place = 0, byte = 128; byte >= 128; place++) {
      byte = bytes[at++] ?? 256;
      if (byte === 256 || place > 4) throw new Damage("a page is cut off");
      head += (byte & 127) * 2 ** (7 * place);
    }
    const isPacked = head % 2 === 1;
    const run = Math.floor(head / 2) * (isPacked ? 8 : 1);
    if (run > left + (isPacked ? 512 : 0)) throw new Damage("a page has more values than it says");
    at += isPacked ? (run / 8) * width : Math.ceil(width / 8);
    left -= run;
    // The padding of the last run may be left out.
    if (at > bytes.length + (isPacked && left <= 0 ? width : 0)) throw new Damage("a page is cut off");
  }
}

/** What the levels of a page tell: its rows, its values that are null or in no list, and where the levels end. */
export interface LevelFacts {
  readonly rows: number;
  readonly nulls: number;
  readonly end: number;
}

/** Checks the levels of a page, `bytes` being unpacked at least as far as they reach; throws Damage. */
export function checkLevels(bytes: Uint8Array, facts: PageFacts, levels: Levels): LevelFacts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { values, levelBytes } = facts;
  let at = 0;
  const counts = { repetition: values, definition: values };
  for (const kind of ["repetition", "definition"] as const) {
    const most = levels[kind];
    const isInside = levelBytes === null && most > 0;
    if (isInside && at + 4 > bytes.length) throw new Damage("a page is cut off");
    const from = isInside ? at + 4 : at;
    const end = from + (isInside ? view.getUint32(at, true) : (levelBytes?.[kind] ?? 0));
    if (end > bytes.length) throw new Damage("a page is cut off");
    if (most > 0) {
      const width = 32 - Math.clz32(most);
      checkRuns(bytes.subarray(0, end), from, width, values);
      counts[kind] = countLevel(view, from, width, {
        values,
        most,
        wanted: kind === "repetition" ? 0 : most,
      });
    }
    at = end;
  }
  return { rows: counts.repetition, nulls: values - counts.definition, end: at };
}

/** How many levels are the wanted one: a row starts where nothing repeats, and a value is where all is defined. */
function countLevel(
  view: DataView,
  from: number,
  width: number,
  { values, most, wanted }: { readonly values: number; readonly most: number; readonly wanted: number },
): number {
  const read = new Uint8Array(values);
  readRleBitPackedHybrid({ view, offset: from }, width, read, 0);
  let found = 0;
  for (const level of read) {
    if (level === wanted) found++;
    else if (level > most) throw new Damage("a page is nested deeper than its column");
  }
  return found;
}

const plainBytes: Readonly<Record<string, number>> = {
  INT32: 4,
  INT64: 8,
  INT96: 12,
  FLOAT: 4,
  DOUBLE: 8,
  BOOLEAN: 1 / 8,
};

/** The part of a page that holds its values: `values` of a type, from `at` on. */
export interface ValuePart {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly values: number;
  readonly type: string;
  readonly encoding: string;
}

/** Checks the values of a page as far as the reader trusts them; throws Damage. */
export function checkValues(part: ValuePart): void {
  const { bytes, at, values, type, encoding } = part;
  if (values === 0) return;
  if (encoding.endsWith("_DICTIONARY")) checkRuns(bytes, at + 1, bytes[at] ?? 0, values);
  else if (encoding === "DELTA_BYTE_ARRAY") checkSharedStarts(part);
  else if (encoding === "PLAIN" && type === "BYTE_ARRAY") checkTexts(part);
  else if (encoding === "PLAIN" && at + values * (ownValue(plainBytes, type) ?? 0) > bytes.length)
    throw new Damage("a page is cut off");
}

function checkTexts({ bytes, at, values }: ValuePart): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = at;
  for (let value = 0; value < values; value++) {
    if (end + 4 > bytes.length) throw new Damage("a page is cut off");
    end += 4 + view.getUint32(end, true);
  }
  if (end !== bytes.length) throw new Damage("the texts of a page do not fill it");
}

/** Each text may repeat the start of the one before, so a few bytes can stand for any number. */
function checkSharedStarts({ bytes, at, values }: ValuePart): void {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: at };
  let sum = 0;
  for (let half = 0; half < 2; half++) {
    const lengths = new Int32Array(values);
    deltaBinaryUnpack(reader, values, lengths);
    for (const length of lengths) {
      if (length < 0) throw new Damage("a page is damaged");
      sum += length;
    }
  }
  if (sum > mostPageBytes)
    throw new Damage(`a page unpacks to ${sum} bytes, and at most ${mostPageBytes} are read`);
}
