/** The size that a model's name states, in parameters. */
export interface SizeInName {
  readonly parameters: number;
  /** Parameters that one token uses, if the name says so: 3e9 in "30B-A3B", 4e9 in "E4B". */
  readonly active?: number;
}

/** A size as it stands in a name, in parameters. */
interface WrittenSize {
  readonly kind: "plain" | "active" | "effective" | "experts";
  readonly amount: number;
  readonly unit: "m" | "b" | "t";
  readonly experts: number;
}

/** Longer names are no names of the Hub, which takes 96 characters. */
const longestName = 200;

/**
 * The share of a dense model that experts multiply, its MLPs: 5.64 of the 7.24 billion parameters of Mistral 7B (hidden
 * size 4,096, MLPs of 14,336, 32 layers; arXiv 2310.06825). Attention and embeddings exist once.
 */
const expertShare = 0.78;

/** Sizes after an E leave out the embeddings of each layer. With them, by the counts of Gemma 3n and Gemma 4: */
const effectiveSizes: ReadonlyMap<number, number> = new Map([
  [2e9, 5.3e9],
  [4e9, 7.9e9],
]);

const unitSizes = { m: 1e6, b: 1e9, t: 1e12 } as const;
/** The largest amount of a unit that is a size; the rest are years, steps, and amounts of text (`TinyLlama-3T`). */
const unitLimits = { m: 9_999, b: 2_000, t: 2 } as const;

/** A second size so many times the first is the amount of text: `TinyLlama-1.1B-step-240k-503b`. */
const textRatio = 20;

/**
 * A size: a word or an A or E, a number of experts, the number, the unit, and what follows it (a decimal as in `7b1`, experts
 * as in `7Bx2`). Decimals are `1.5`, `1pt5`, and after a hyphen `-1_5`. The unit ends the word, or a version, a word in
 * CamelCase, or an active size begins.
 */
const sizePattern =
  /(?:(?<![a-z\d]|\d\.)|(?<=\d[bm])(?=a\d))([a-z]*)(?:(\d{1,3})x)?((?<=-)[01]_\d|\d+pt\d+|\d+(?:\.\d+)*)([mbt])(?:(\d)|x(\d{1,3}))?(?=$|[^a-z\d]|v\d|a\d)/giu;

/** The same in CamelCase, `8BInstruct`, where only a capital is a unit. */
const camelPattern = /(?<![A-Za-z\d])()()(\d+(?:\.\d+)?)([MB])()()(?=[A-Z][a-z])/gu;

/**
 * The size in a model's ID or name, undefined if it has none or only a part of one (`17B-16E`, `MoE-A2.7B`).
 *
 * - Of several sizes in billions, the largest counts, unless it is 20 times the first; sizes in millions count only without
 *   billions next to them (`14B-Instruct-1M` has a context of a million tokens).
 * - `8x7B`: experts share attention and embeddings, so the total is 7e9 · (1 − s + 8s) with s = 0.78, the share of MLPs in
 *   Mistral 7B: 45.2e9, where Mixtral 8x7B has 46.7e9, and not 56e9. A total that the name also states counts instead.
 * - `E4B`: 7.9e9, the total of Gemma 3n and 4; `active` is the 4e9 of the name.
 */
export function sizeInName(id: string): SizeInName | undefined {
  const name = id.slice(id.lastIndexOf("/") + 1);
  // Most names of the Hub end here: all sizes have a digit right before their unit.
  if (!/\d[bmt]/i.test(name) || name.length > longestName) return undefined;
  if (/\db-\d+e(?![a-z\d])/iu.test(name)) return undefined;
  const sizes = sizesIn(name, sizePattern) ?? sizesIn(name, camelPattern) ?? [];
  const active = sizes.find(({ kind }) => kind === "active")?.amount;
  const effective = sizes.find(({ kind }) => kind === "effective")?.amount;
  const total = plainSize(sizes, name);
  const experts = sizes.find(({ kind }) => kind === "experts");
  if (experts !== undefined && (total === undefined || total <= experts.amount)) {
    const { amount, experts: number } = experts;
    return sized(amount * (1 - expertShare + number * expertShare), active);
  }
  if (total !== undefined) return sized(total, active);
  return effective === undefined ? undefined : sized(effectiveSizes.get(effective) ?? effective, effective);
}

/** The sizes that a pattern finds, without those that are none; undefined if it finds nothing. */
function sizesIn(name: string, pattern: RegExp): readonly WrittenSize[] | undefined {
  // `matchAll` would copy the pattern for each of a million names.
  pattern.lastIndex = 0;
  let sizes: WrittenSize[] | undefined;
  for (let match = pattern.exec(name); match !== null; match = pattern.exec(name)) {
    sizes ??= [];
    const size = readSize(match);
    if (size !== undefined) sizes.push(size);
  }
  return sizes;
}

function sized(parameters: number, active: number | undefined): SizeInName {
  const rounded = Math.round(parameters);
  return active === undefined || active >= rounded
    ? { parameters: rounded }
    : { parameters: rounded, active };
}

/** The size that stands for the whole model, of those without a mark. */
function plainSize(sizes: readonly WrittenSize[], name: string): number | undefined {
  const first = (wanted: WrittenSize["unit"]) =>
    sizes.find(({ kind, unit }) => kind === "plain" && unit === wanted)?.amount;
  const billions = first("b");
  if (billions === undefined) return first("m") ?? (/token/iu.test(name) ? undefined : first("t"));
  let largest = billions;
  for (const { kind, unit, amount } of sizes)
    if (kind === "plain" && unit === "b" && amount < billions * textRatio && amount > largest)
      largest = amount;
  return largest;
}

function readSize(match: RegExpMatchArray): WrittenSize | undefined {
  const [, word = "", before = "", number = "", letter = "", decimal = "", after = ""] = match;
  const unit = letter.toLowerCase() as WrittenSize["unit"];
  const written = decimal === "" ? numberIn(number, word) : Number(`${number}.${decimal}`);
  if (!Number.isFinite(written) || written <= 0 || written > unitLimits[unit]) return undefined;
  // Lowercase t is a word or a ton, and digits after a unit are decimals of billions only (`7b1`).
  if ((unit === "t" && letter !== "T") || (decimal !== "" && (unit !== "b" || word !== ""))) return undefined;
  const kind = kindOf(word, unit);
  const experts = Number(before || after || 1);
  if (kind === null || experts === 0) return undefined;
  const amount = Math.round(written * unitSizes[unit]);
  return { kind: before + after === "" ? kind : "experts", amount, unit, experts };
}

/** What the letters right before a number make of it; null if it is no size. */
function kindOf(word: string, unit: WrittenSize["unit"]): WrittenSize["kind"] | null {
  if (word === "") return "plain";
  if (unit !== "t" && /^a$/iu.test(word)) return "active";
  if (unit !== "b") return null;
  if (/^e$/iu.test(word)) return "effective";
  // `Mistral7B`, `qw7B`, and Command R7B; another letter makes a version (`v2b`) or a code.
  return word.length > 1 || word === "r" ? "plain" : null;
}

/** Families whose names end in a version, so that in `llama38b` the 3 is no part of the size. */
const versionedWord = /(?:llama|qwen|gemma|phi|falcon)$/iu;

/** The number as written, NaN if it may be read in two ways. */
function numberIn(number: string, word: string): number {
  const text = number.replace(/_|pt/u, ".");
  const parts = text.split(".");
  // Versions run into the size: `Llama3.2.1B`.
  if (parts.length > 2) return Number(parts.at(-1));
  if (parts.length === 1 && /^0\d/u.test(text)) return Number.NaN;
  if (versionedWord.test(word)) return glued(text);
  return Number(text);
}

/** Sizes that stand after the version of a family: `llama270b`, but not `qwen235b`. */
const sizesAfterVersion: ReadonlySet<string> = new Set([
  "11",
  "12",
  "13",
  "14",
  "27",
  "32",
  "70",
  "72",
  "90",
]);

/** The size in `38b` after a word with versions, where 2 to 4 are versions: 8, but 7 in `7b` and 13 in `13b`. */
function glued(text: string): number {
  if (text.includes(".")) return /^[01]\./u.test(text) ? Number(text) : Number.NaN;
  const [, size] = /^[234]([1-9]\d?)$/u.exec(text) ?? [];
  if (size === undefined || (size.length === 2 && !sizesAfterVersion.has(size))) return Number(text);
  // LLaMA 1 has a 33B, Code Llama a 34B, and Qwen a 32B.
  return /^3[2-4]$/u.test(text) ? Number.NaN : Number(size);
}
