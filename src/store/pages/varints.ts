/*
 * SQLite's variable-length integers (https://www.sqlite.org/fileformat.html#varint): groups of 7 bits, the highest first, all but
 * the last with the bit 128. Those here are not negative and less than 2⁵³, which takes at most 8 bytes.
 */

/** How many bytes a varint takes. */
export function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length++;
  return length;
}

/** Writes a varint and returns the place after it. */
export function writeVarint(into: Uint8Array, at: number, value: number): number {
  if (value < 128) {
    into[at] = value;
    return at + 1;
  }
  const end = at + varintLength(value);
  let rest = value;
  for (let place = end - 1; place >= at; place--) {
    into[place] = (rest % 128) | (place === end - 1 ? 0 : 128);
    rest = Math.floor(rest / 128);
  }
  return end;
}

/** Writes a number of 2 bytes, the high one first. */
export function writeU16(into: Uint8Array, at: number, value: number): void {
  into[at] = value >> 8;
  into[at + 1] = value;
}

/** Writes a number of 4 bytes, the highest first. */
export function writeU32(into: Uint8Array, at: number, value: number): void {
  into[at] = value >>> 24;
  into[at + 1] = value >>> 16;
  into[at + 2] = value >>> 8;
  into[at + 3] = value;
}
