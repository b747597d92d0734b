import type { PackedTexts } from "../columns/snapshot-columns";

/** Packs texts as UTF-8, one after another. */
export function packTexts(values: readonly string[]): PackedTexts {
  const encoder = new TextEncoder();
  const offsets = new Uint32Array(values.length + 1);
  let bytes = new Uint8Array(Math.max(64, values.length * 24));
  let length = 0;
  for (const [at, text] of values.entries()) {
    if (length + text.length * 3 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2 + text.length * 3);
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    length += encoder.encodeInto(text, bytes.subarray(length)).written;
    offsets[at + 1] = length;
  }
  return { bytes: bytes.slice(0, length), offsets };
}
