/** A value of Thrift's compact protocol, as Parquet uses it. */
export type Thrift =
  | { readonly kind: "i32" | "i64"; readonly value: number }
  | { readonly kind: "binary"; readonly value: Uint8Array }
  | { readonly kind: "list"; readonly value: readonly Thrift[] }
  | { readonly kind: "struct"; readonly value: Readonly<Record<number, Thrift>> };

const codes = { i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;

/** A whole number of 32 bits. */
export const i32 = (value: number): Thrift => ({ kind: "i32", value });
/** A whole number of 64 bits, exact up to 2^53. */
export const i64 = (value: number): Thrift => ({ kind: "i64", value });
/** Bytes. */
export const binary = (value: Uint8Array): Thrift => ({ kind: "binary", value });
/** A text. */
export const text = (value: string): Thrift => binary(new TextEncoder().encode(value));
/** A list of values of one kind. */
export const list = (value: readonly Thrift[]): Thrift => ({ kind: "list", value });
/** A structure: its fields by their numbers. */
export const struct = (value: Readonly<Record<number, Thrift>>): Thrift => ({ kind: "struct", value });

/** The bytes of a value. */
export function encodeThrift(value: Thrift): Uint8Array<ArrayBuffer> {
  const out: number[] = [];
  put(out, value);
  return Uint8Array.from(out);
}

/** Appends a number in groups of 7 bits, the lowest first; a set high bit says that more follow. */
export function putVarint(out: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) out.push((rest % 128) | 128);
  out.push(rest);
}

function put(out: number[], thrift: Thrift): void {
  switch (thrift.kind) {
    case "i32":
    case "i64":
      putVarint(out, thrift.value < 0 ? -2 * thrift.value - 1 : 2 * thrift.value);
      break;
    case "binary":
      putVarint(out, thrift.value.length);
      for (const byte of thrift.value) out.push(byte);
      break;
    case "list":
      putList(out, thrift.value);
      break;
    case "struct":
      putStruct(out, thrift.value);
      break;
  }
}

function putList(out: number[], values: readonly Thrift[]): void {
  const kind = codes[values[0]?.kind ?? "i32"];
  if (values.length < 15) out.push((values.length << 4) | kind);
  else {
    out.push(0xf0 | kind);
    putVarint(out, values.length);
  }
  for (const value of values) put(out, value);
}

/** Field numbers are written as differences; those of Parquet's structures are less than 15 apart. */
function putStruct(out: number[], fields: Readonly<Record<number, Thrift>>): void {
  let last = 0;
  for (const [number, value] of Object.entries(fields)) {
    out.push(((Number(number) - last) << 4) | codes[value.kind]);
    put(out, value);
    last = Number(number);
  }
  out.push(0);
}
