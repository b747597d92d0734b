/** Bits of one element by its type in a safetensors header, as of safetensors 0.7. */
const bitsOf: ReadonlyMap<string, number> = new Map([
  ["BOOL", 8],
  ["U8", 8],
  ["I8", 8],
  ["F8_E4M3", 8],
  ["F8_E5M2", 8],
  ["F8_E8M0", 8],
  ["F6_E2M3", 6],
  ["F6_E3M2", 6],
  ["F4", 4],
  ["U16", 16],
  ["I16", 16],
  ["F16", 16],
  ["BF16", 16],
  ["U32", 32],
  ["I32", 32],
  ["F32", 32],
  ["U64", 64],
  ["I64", 64],
  ["F64", 64],
  ["C64", 64],
]);

/** The types of weights whose size is known. */
export const weightTypes: readonly string[] = [...bitsOf.keys()];

/**
 * The size of a model's weights in bytes: for each type, the number of elements that the safetensors headers count, times
 * the size of one. Null if nothing is counted, or if the counts miss some of the `total` elements, which then have a type
 * that is not known here, or if they are more than a number holds exactly.
 */
export function weightBytes(counts: ReadonlyMap<string, number>, total: number | null): number | null {
  let bits = 0;
  let elements = 0;
  for (const [type, count] of counts) {
    const size = bitsOf.get(type);
    if (size === undefined) return null;
    bits += size * count;
    elements += count;
  }
  const isSound =
    elements > 0 &&
    Number.isSafeInteger(elements) &&
    Number.isSafeInteger(bits) &&
    (total === null || total === elements);
  return isSound ? Math.ceil(bits / 8) : null;
}
