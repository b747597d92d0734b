import { Decompress, decompress as decompressZstd } from "fzstd";
import { snappyUncompress } from "hysnappy";
import type { Unpackers } from "../../app/ports/import-ports";
import { Damage } from "./import-limits";
import { unpackHadoopLz4, unpackLz4 } from "./lz4-block";

/** The largest window that a Zstandard stream without a length may ask for (RFC 8878, 3.1.1.1.2). */
const mostWindow = 8_388_608;

type Unpack = (input: Uint8Array, length: number) => Uint8Array;

/** Unpacks the page of a codec to exactly `length` bytes, and never to more; throws Damage if it has another length. */
export function pageUnpacker(codec: string | undefined, unpackers: Unpackers): Unpack {
  const native = codec === "GZIP" ? unpackers.gzip : codec === "BROTLI" ? unpackers.brotli : undefined;
  const unpack = native ?? own.get(codec ?? "");
  if (unpack === undefined)
    throw new Damage(
      `it is packed with ${codec ?? "an unknown codec"}, which Hub Lineage does not read; write it with Snappy or Zstandard`,
    );
  return (input, length) => {
    const page = length === 0 && input.length === 0 ? input : unpack(input, length);
    if (page.length !== length) throw new Damage("a page unpacks to another length than it says");
    return page;
  };
}

const own: ReadonlyMap<string, Unpack> = new Map([
  ["SNAPPY", unpackSnappy],
  ["ZSTD", unpackZstd],
  ["LZ4", (input, length) => filled(length, output => unpackAnyLz4(input, output))],
  ["LZ4_RAW", (input, length) => filled(length, output => unpackLz4(input, output, 0))],
]);

function filled(length: number, fill: (output: Uint8Array) => number): Uint8Array {
  const output = new Uint8Array(length);
  return output.subarray(0, fill(output));
}

/** Files call both ways of framing LZ4. */
function unpackAnyLz4(input: Uint8Array, output: Uint8Array): number {
  try {
    const end = unpackHadoopLz4(input, output);
    if (end === output.length) return end;
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
  }
  return unpackLz4(input, output, 0);
}

function unpackSnappy(input: Uint8Array, length: number): Uint8Array {
  // The decoder itself leaves the bytes of an earlier page where this one is too short.
  let told = 0;
  for (let at = 0; at < 5; at++) {
    const byte = input[at] ?? 0;
    told += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) break;
  }
  if (told !== length) throw new Damage("a page unpacks to another length than it says");
  return snappyUncompress(input, length);
}

function unpackZstd(input: Uint8Array, length: number): Uint8Array {
  const { content, window } = zstdFrame(input);
  if (content !== null) {
    if (content !== length) throw new Damage("a page unpacks to another length than it says");
    return decompressZstd(input, new Uint8Array(length));
  }
  if (window > mostWindow) throw new Damage("a Zstandard page needs a window of more than 8 MB");
  const output = new Uint8Array(length);
  let at = 0;
  const stream = new Decompress(piece => {
    if (at + piece.length > length) throw new Damage("a page unpacks to more than it says");
    output.set(piece, at);
    at += piece.length;
  });
  stream.push(input, true);
  return output.subarray(0, at);
}

/** The length that a Zstandard frame tells of its content, or null; and the window that it needs. */
function zstdFrame(input: Uint8Array): { readonly content: number | null; readonly window: number } {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (input.length < 9 || view.getUint32(0, true) !== 0xfd2fb528)
    throw new Damage("a Zstandard page is damaged");
  const flags = view.getUint8(4);
  const isSingle = (flags & 0x20) !== 0;
  const exponent = view.getUint8(5) >> 3;
  const window = isSingle ? 0 : 2 ** (10 + exponent) * (1 + (view.getUint8(5) & 7) / 8);
  const at = (isSingle ? 5 : 6) + ([0, 1, 2, 4][flags & 3] ?? 0);
  const size = [isSingle ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0;
  if (size === 0) return { content: null, window };
  if (at + size > input.length) throw new Damage("a Zstandard page is cut off");
  if (size === 1) return { content: view.getUint8(at), window };
  if (size === 2) return { content: view.getUint16(at, true) + 256, window };
  return { content: size === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true)), window };
}
