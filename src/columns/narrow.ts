import type { Codes, NumberColumn, OptionalCodes } from "./columns";

/** An array of codes for the given number of values, using as few bytes as possible. */
export function narrowCodes(codes: Uint32Array<ArrayBuffer>, values: number): Codes {
  return values <= 0x1_0000 ? new Uint16Array(codes) : codes;
}

/** The same, for codes that use -1 for no value. */
export function narrowOptionalCodes(codes: Int32Array<ArrayBuffer>, values: number): OptionalCodes {
  return values <= 0x8000 ? new Int16Array(codes) : codes;
}

/** Halves the storage of numbers if all are known integers from 0 to 2³² - 1. */
export function narrowNumbers(numbers: Float64Array<ArrayBuffer>): NumberColumn {
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at]!;
    if (number >>> 0 !== number) return numbers;
  }
  return new Uint32Array(numbers);
}
