import { BadHeader, ByteReader, type DecodeText, NeedsMore } from "./byte-reader";

/** A value of a GGUF header; of a list, only its length is kept. */
export type GgufValue = string | number | boolean | { readonly length: number };

/** What a GGUF header says. */
export interface GgufHeader {
  readonly version: number;
  /** The number of tensors that it claims. */
  readonly tensors: number;
  /** The metadata in order; at most so many as were read. */
  readonly metadata: ReadonlyMap<string, GgufValue>;
  /** Whether all metadata were read. */
  readonly isWhole: boolean;
}

/** How many bytes of a file are read for its header: the lists of tokens, of some megabytes, come after what names the parents. */
export const ggufHeaderBytes = 1_048_576;

const mostEntries = 100_000;
const longestText = 65_536;

/** Bytes of a value by its type; strings (8) and lists (9) say their own length. */
const sizes: readonly number[] = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

/**
 * Reads a GGUF header from the first bytes of a file, as far as they go. Throws `BadHeader` if it is none. It costs no more
 * than the bytes that are there, whatever the header claims. Source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
 */
export function readGgufHeader(bytes: Uint8Array, decode: DecodeText): GgufHeader {
  const reader = new ByteReader(bytes, decode);
  const metadata = new Map<string, GgufValue>();
  let [version, tensors, entries] = [0, 0, 0];
  try {
    if (reader.text(4) !== "GGUF") throw new BadHeader("does not begin with GGUF");
    version = reader.uint32();
    if (version < 2 || version > 3)
      throw new BadHeader(`has version ${version}, and only 2 and 3 can be read`);
    tensors = reader.count(Number.MAX_SAFE_INTEGER);
    entries = reader.count(mostEntries);
    for (let entry = 0; entry < entries; entry++) {
      const key = textOf(reader);
      metadata.set(key, readValue(reader, reader.uint32()));
    }
  } catch (error) {
    if (!(error instanceof NeedsMore)) throw error;
    if (version === 0) throw new BadHeader("is shorter than that of any GGUF file");
    return { version, tensors, metadata, isWhole: false };
  }
  return { version, tensors, metadata, isWhole: metadata.size === entries };
}

function textOf(reader: ByteReader): string {
  const length = reader.count(Number.MAX_SAFE_INTEGER);
  if (length <= longestText) return reader.text(length);
  const start = reader.text(longestText);
  reader.skip(length - longestText);
  return start;
}

function readValue(reader: ByteReader, type: number): GgufValue {
  if (type === 8) return textOf(reader);
  if (type === 9) return listOf(reader);
  const size = sizes[type];
  if (size === undefined) throw new BadHeader(`has a value of the unknown type ${type}`);
  if (type === 4) return reader.uint32();
  if (type === 7) return reader.bytes(1)[0] !== 0;
  if (type === 10) return reader.uint64();
  const view = new DataView(reader.bytes(size).slice().buffer);
  if (type === 5) return view.getInt32(0, true);
  if (type === 6) return view.getFloat32(0, true);
  if (type === 11) return Number(view.getBigInt64(0, true));
  if (type === 12) return view.getFloat64(0, true);
  return small(view, type);
}

function small(view: DataView, type: number): number {
  if (type === 0) return view.getUint8(0);
  if (type === 1) return view.getInt8(0);
  return type === 2 ? view.getUint16(0, true) : view.getInt16(0, true);
}

/** Skips a list, whose elements nobody needs; a list of lists is not in use and refused. */
function listOf(reader: ByteReader): GgufValue {
  const type = reader.uint32();
  const length = reader.count(Number.MAX_SAFE_INTEGER);
  const size = sizes[type];
  if (size === undefined || type === 9)
    throw new BadHeader(`has a list of the type ${type}, which is not read`);
  if (type !== 8) reader.skip(length * size);
  else for (let at = 0; at < length; at++) reader.skip(reader.count(Number.MAX_SAFE_INTEGER));
  return { length };
}
