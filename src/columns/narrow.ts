import type { Codes, NumberColumn, OptionalCodes } from "./columns";

/** Codes of a list of so many values, in as few bytes as they need. */
export function narrowCodes(codes: Uint32Array<ArrayBuffer>, values: number): Codes {
  return values <= 0x1_0000 ? new Uint16Array(codes) : codes;
}

/** The same for codes with -1 for no value. */
export function narrowOptionalCodes(codes: Int32Array<ArrayBuffer>, values: number): OptionalCodes {
  return values <= 0x8000 ? new Int16Array(codes) : codes;
}

/** Numbers in half the room, where all are known, whole, and from 0 to 2³² - 1. */
export function narrowNumbers(numbers: Float64Array<ArrayBuffer>): NumberColumn {
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at]!;
    if (number >>> 0 !== number) return numbers;
  }
  return new Uint32Array(numbers);
}
