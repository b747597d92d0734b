/** A field of a Thrift structure to write: its number and value. */
export type ThriftField = readonly [number, ThriftValue];
type ThriftValue =
  | { readonly i32: number }
  | { readonly i64: number }
  | { readonly text: string }
  | { readonly list: readonly ThriftValue[] }
  | { readonly struct: readonly ThriftField[] };

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return [...bytes, left];
}

function kindOf(value: ThriftValue): number {
  if ("i32" in value) return 5;
  if ("i64" in value) return 6;
  if ("text" in value) return 8;
  return "list" in value ? 9 : 12;
}

function valueBytes(value: ThriftValue): number[] {
  if ("i32" in value) return varint(value.i32 * 2);
  if ("i64" in value) return varint(value.i64 * 2);
  if ("text" in value) {
    const bytes = [...new TextEncoder().encode(value.text)];
    return [...varint(bytes.length), ...bytes];
  }
  if ("struct" in value) return thriftBytes(value.struct);
  const { list } = value;
  const kind = list[0] === undefined ? 12 : kindOf(list[0]);
  const head = list.length < 15 ? [list.length * 16 + kind] : [240 + kind, ...varint(list.length)];
  return [...head, ...list.flatMap(valueBytes)];
}

/** A structure in Thrift's compact protocol, its fields in order of their numbers. */
export function thriftBytes(fields: readonly ThriftField[]): number[] {
  let last = 0;
  const bytes = fields.flatMap(([number, value]) => {
    const head = (number - last) * 16 + kindOf(value);
    last = number;
    return [head, ...valueBytes(value)];
  });
  return [...bytes, 0];
}
