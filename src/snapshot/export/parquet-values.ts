import { putVarint } from "./thrift-writer";

/** Texts by their numbers, packed as UTF-8: text `n` runs from `offsets[n]` up to `offsets[n + 1]`. */
export interface PackedValues {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

/**
 * The values of some rows of a column: numbers (NaN if null), or codes of packed texts (-1 if null), which are written as
 * they are (`plain`) or with a dictionary of those that occur.
 */
export type ColumnRows =
  | { readonly kind: "numbers"; readonly values: ArrayLike<number> }
  | {
      readonly kind: "plain" | "dictionary";
      readonly codes: Int32Array;
      readonly texts: PackedValues;
    };

/** Encoded values: how many are not null, the page of their dictionary if they have one, and the least and the greatest. */
export interface EncodedRows {
  readonly nulls: number;
  readonly levels: Uint8Array;
  readonly values: Uint8Array;
  readonly dictionary: { readonly bytes: Uint8Array; readonly count: number } | null;
  readonly least: Uint8Array | null;
  readonly greatest: Uint8Array | null;
}

/** Bytes of a number as stored: 4 or 8. */
export type NumberBytes = 4 | 8;

/** Encodes rows for a page of a Parquet file (https://parquet.apache.org/docs/file-format/data-pages/encodings). */
export function encodeRows(rows: ColumnRows, numberBytes: NumberBytes): EncodedRows {
  if (rows.kind === "numbers") return encodeNumbers(rows.values, numberBytes);
  return rows.kind === "plain" ? encodePlain(rows) : encodeDictionary(rows);
}

function encodeNumbers(values: ArrayLike<number>, width: NumberBytes): EncodedRows {
  const view = new DataView(new ArrayBuffer(values.length * width));
  const present = new Uint8Array(values.length);
  let [least, greatest, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    present[row] = 1;
    putNumber(view, width * count++, width, value);
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const bytesOf = (value: number) => {
    const bound = new DataView(new ArrayBuffer(width));
    putNumber(bound, 0, width, value);
    return new Uint8Array(bound.buffer);
  };
  return {
    nulls: values.length - count,
    levels: encodeLevels(present, count),
    values: new Uint8Array(view.buffer, 0, count * width),
    dictionary: null,
    least: count === 0 ? null : bytesOf(least),
    greatest: count === 0 ? null : bytesOf(greatest),
  };
}

/** A whole number, little-endian; BigInt is slow, and few numbers need more than 53 bits. */
function putNumber(view: DataView, at: number, width: NumberBytes, value: number): void {
  const whole = Math.trunc(value);
  view.setInt32(at, whole | 0, true);
  if (width === 8) view.setInt32(at + 4, Math.floor(whole / 2 ** 32), true);
}

/** Rows of texts. */
export type TextRows = Exclude<ColumnRows, { readonly kind: "numbers" }>;

function presence(codes: Int32Array): { readonly present: Uint8Array; readonly count: number } {
  const present = new Uint8Array(codes.length);
  let count = 0;
  for (let row = 0; row < codes.length; row++)
    if ((codes[row] ?? -1) >= 0) {
      present[row] = 1;
      count++;
    }
  return { present, count };
}

function encodePlain({ codes, texts }: TextRows): EncodedRows {
  const { present, count } = presence(codes);
  const used = codes.filter(code => code >= 0);
  return {
    nulls: codes.length - count,
    levels: encodeLevels(present, count),
    values: plainTexts(used, texts),
    dictionary: null,
    ...bounds(used, texts),
  };
}

function encodeDictionary({ codes, texts }: TextRows): EncodedRows {
  const { present, count } = presence(codes);
  // The place of each text in the dictionary + 1; 0 for those that do not occur.
  const own = new Uint32Array(Math.max(0, texts.offsets.length - 1));
  const places = new Uint32Array(count);
  const occurring: number[] = [];
  let at = 0;
  for (const code of codes) {
    if (code < 0) continue;
    if (own[code] === 0) own[code] = occurring.push(code);
    places[at++] = (own[code] ?? 1) - 1;
  }
  const used = Int32Array.from(occurring);
  const width = Math.max(1, Math.ceil(Math.log2(Math.max(2, used.length))));
  const packed = bitPacked(places, width);
  const values = new Uint8Array(packed.length + 1);
  values[0] = width;
  values.set(packed, 1);
  return {
    nulls: codes.length - count,
    levels: encodeLevels(present, count),
    values,
    dictionary: { bytes: plainTexts(used, texts), count: used.length },
    ...bounds(used, texts),
  };
}

/** Each text after its length in 4 bytes. */
function plainTexts(codes: Int32Array, { bytes, offsets }: PackedValues): Uint8Array {
  let length = 4 * codes.length;
  for (const code of codes) length += (offsets[code + 1] ?? 0) - (offsets[code] ?? 0);
  const out = new Uint8Array(length);
  let at = 0;
  for (const code of codes) {
    const [from, to] = [offsets[code] ?? 0, offsets[code + 1] ?? 0];
    const size = to - from;
    out[at] = size;
    out[at + 1] = size >> 8;
    out[at + 2] = size >> 16;
    out[at + 3] = size >> 24;
    at += 4;
    // Ids and names are short: a loop is faster than making views of them.
    for (let byte = from; byte < to; byte++) out[at++] = bytes[byte] ?? 0;
  }
  return out;
}

/** The least and the greatest text by their bytes; none if one is long, because engines may cut long ones. */
function bounds(
  codes: Int32Array,
  texts: PackedValues,
): { readonly least: Uint8Array | null; readonly greatest: Uint8Array | null } {
  let [least, greatest] = [codes[0] ?? -1, codes[0] ?? -1];
  if (least < 0) return { least: null, greatest: null };
  for (const code of codes) {
    if (compare(texts, code, least) < 0) least = code;
    else if (compare(texts, code, greatest) > 0) greatest = code;
  }
  const [low, high] = [textAt(texts, least), textAt(texts, greatest)];
  const isShort = Math.max(low.length, high.length) <= 200;
  return isShort ? { least: low, greatest: high } : { least: null, greatest: null };
}

function textAt({ bytes, offsets }: PackedValues, code: number): Uint8Array {
  return bytes.slice(offsets[code] ?? 0, offsets[code + 1] ?? 0);
}

/** Compares two texts by their bytes. */
export function compare({ bytes, offsets }: PackedValues, one: number, other: number): number {
  if (one === other) return 0;
  let [at, beside] = [offsets[one] ?? 0, offsets[other] ?? 0];
  const [end, stop] = [offsets[one + 1] ?? 0, offsets[other + 1] ?? 0];
  for (; at < end && beside < stop; at++, beside++) {
    const difference = (bytes[at] ?? 0) - (bytes[beside] ?? 0);
    if (difference !== 0) return difference;
  }
  return end - at - (stop - beside);
}

/** Which rows have a value, as levels of one bit after their length in 4 bytes. */
function encodeLevels(present: Uint8Array, count: number): Uint8Array {
  const runs = count === present.length ? runOf(present.length, 1) : bitPacked(present, 1);
  const out = new Uint8Array(4 + runs.length);
  new DataView(out.buffer).setUint32(0, runs.length, true);
  out.set(runs, 4);
  return out;
}

/** One value many times. */
function runOf(count: number, value: number): Uint8Array {
  const out: number[] = [];
  putVarint(out, count * 2);
  out.push(value);
  return Uint8Array.from(out);
}

/** Numbers of `width` bits, one after another from the lowest bit on, in one run of whole groups of eight. */
function bitPacked(numbers: ArrayLike<number>, width: number): Uint8Array {
  const groups = Math.ceil(numbers.length / 8);
  const header: number[] = [];
  putVarint(header, groups * 2 + 1);
  const out = new Uint8Array(header.length + groups * width);
  out.set(header);
  let [at, bits, held] = [header.length, 0, 0];
  for (let place = 0; place < numbers.length; place++) {
    // At most 7 bits are held before, and a code has at most 24.
    bits |= (numbers[place] ?? 0) << held;
    held += width;
    for (; held >= 8; held -= 8, bits >>>= 8) out[at++] = bits;
  }
  if (held > 0) out[at] = bits;
  return out;
}
