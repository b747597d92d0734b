/*
 * Four bytes of text at once, as a number of 32 bits with the first byte in the lowest bits. Sums of the lower seven bits of
 * each byte never carry into the next one, so that they compare all four with a constant.
 */

/** The bytes from `at` up to `to`, at most four; 0 stands for those behind the end. */
export function wordAt(view: DataView, at: number, to: number): number {
  const left = to - at;
  if (at + 4 <= view.byteLength) {
    const word = view.getInt32(at, true);
    return left >= 4 ? word : word & ((1 << (8 * left)) - 1);
  }
  let word = 0;
  for (let byte = 0; byte < left; byte++) word |= view.getUint8(at + byte) << (8 * byte);
  return word;
}

/** The word with A to Z lowercased; other bytes, also those of letters beyond ASCII, are unchanged. */
export function lowercased(word: number): number {
  const low = word & 0x7f7f7f7f;
  const [fromA, afterZ] = [low + 0x3f3f3f3f, low + 0x25252525];
  return word | ((fromA & ~afterZ & ~word & 0x80808080) >>> 2);
}

/** The upper bit of each byte that is one of the signs `-`, `.`, or `_`; 0 if none is. */
export function signsIn(word: number): number {
  const low = word & 0x7f7f7f7f;
  const hyphenOrDot = (low + 0x53535353) & ~(low + 0x51515151);
  const underscore = (low + 0x21212121) & ~(low + 0x20202020);
  return (hyphenOrDot | underscore) & ~word & 0x80808080;
}

/** The upper bit of each byte that is a slash; 0 if none is. */
export function slashesIn(word: number): number {
  const other = word ^ 0x2f2f2f2f;
  return ~(((other & 0x7f7f7f7f) + 0x7f7f7f7f) | other) & 0x80808080;
}

/** Which byte, 0 to 3, has the lowest bit that is set. */
export function lowestByte(bits: number): number {
  return (31 - Math.clz32(bits & -bits)) >> 3;
}

/** The same bytes as a view, from which words can be read. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Whether so many bytes are the same from two places on. */
export function areSameBytes(
  one: DataView,
  from: number,
  other: DataView,
  start: number,
  length: number,
): boolean {
  const whole = length & ~3;
  for (let at = 0; at < whole; at += 4)
    if (one.getInt32(from + at) !== other.getInt32(start + at)) return false;
  for (let at = whole; at < length; at++)
    if (one.getUint8(from + at) !== other.getUint8(start + at)) return false;
  return true;
}
