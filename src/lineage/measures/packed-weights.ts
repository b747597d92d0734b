/** Elements of a repository's safetensors files by the type they are stored in, as in the Hub's `safetensors.parameters`. */
export type StoredCounts = ReadonlyMap<string, number>;

/** How many parameters packed weights stand for. */
export interface Unpacked {
  readonly parameters: number;
  /** Whether the scales beside the weights prove that these are counted as they are packed. */
  readonly isCertain: boolean;
}

/** Integers below this share of all elements are masks and positions, not weights. */
const leastShare = 0.05;

const packedMethods =
  /gptq|awq|marlin|auto-?round|compressed-tensors|bitsandbytes|bnb|mlx|mxfp4|nvfp4|(?<![a-z])fp4/iu;
const bitWidth = /(?<!\d)([2-8])[-_]?bits?(?![a-z])|int([2-8])(?!\d)|w([2-8])a\d+|awq([2-8])(?!\d)/iu;

/**
 * The parameters behind packed weights, undefined if nothing is packed. Formats put several weights into one element, so the
 * count of elements is too low:
 *
 * - GPTQ, AWQ, and compressed-tensors in I32, MLX in U32: 32 / bits weights an element (8 of 4 bits);
 * - bitsandbytes NF4 and MXFP4 in U8: 2 weights an element;
 * - FP4 with block scales, NVFP4 in U8 (a scale in F8_E4M3 per 16 weights) and MXFP4 in I8 or U8 (one in F8_E8M0 per 32): 2
 *   weights an element. The ratio of scales to weights shows that the elements are counted, and the scales are left out.
 *
 * Scales and zero points of the other formats cannot be told from weights: they make the figure up to 6 % too high. GPTQ and AWQ
 * also store embeddings twice that the original shares, which weighs in small models (29 % in Qwen2 0.5B).
 *
 * The Hub itself unpacks some formats since 2025 (huggingface.js 1770, 2003, 2321, 2323, 2415), and answers do not say which count
 * they hold: the caller decides by other signs unless `isCertain`.
 */
export function unpackedCount(
  stored: StoredCounts,
  name: string,
  tags: readonly string[],
): Unpacked | undefined {
  const all = elements(stored);
  const scaled = blockScaled(stored);
  if (scaled !== undefined) return { parameters: all + scaled, isCertain: true };
  const share = (type: string) => (stored.get(type) ?? 0) / all;
  const type = ["I32", "U32", "U8"].find(each => share(each) >= leastShare);
  if (type === undefined || !isPacked(name, tags)) return undefined;
  const perElement = type === "U8" ? 2 : 32 / bitsOf(name, tags);
  return { parameters: Math.round(all + (stored.get(type) ?? 0) * (perElement - 1)), isCertain: false };
}

/** All elements that are stored. */
export function elements(stored: StoredCounts): number {
  let all = 0;
  for (const count of stored.values()) all += count;
  return all;
}

/** Whether tags or the name say that weights are packed. */
export function isPacked(name: string, tags: readonly string[]): boolean {
  return [name, ...tags].some(text => packedMethods.test(text) || bitWidth.test(text));
}

/** What FP4 weights with their block scales lack or have too much, undefined if there are none. */
function blockScaled(stored: StoredCounts): number | undefined {
  for (const [weights, scales, block] of [
    ["U8", "F8_E4M3", 16],
    ["U8", "F8_E8M0", 32],
    ["I8", "F8_E8M0", 32],
  ] as const) {
    const [packed, scale] = [stored.get(weights) ?? 0, stored.get(scales) ?? 0];
    if (packed > 0 && Math.abs((scale * block) / (packed * 2) - 1) < 0.02) return packed - scale;
  }
  return undefined;
}

/** The width of a weight: what the name says, else a tag, else 4, which most are. */
function bitsOf(name: string, tags: readonly string[]): number {
  for (const text of [name, ...tags]) {
    const bits = bitWidth.exec(text)?.slice(1).find(Boolean);
    if (bits !== undefined) return Number(bits);
  }
  return 4;
}
