import { fenced, plainValue } from "./fence";

/** The most tokens of a default answer, its text and its structured content together. */
export const mostTokens = 2_000;

/** How old an answer is, and what it covers; the tools say it with every answer. */
export interface Coverage {
  /** When the oldest part of it was read from the Hub, such as `2026-11-30T08:15:00.000Z`; "" if nothing was read. */
  readonly oldest: string;
  /** The same in words: "read 3 hours ago". */
  readonly age: string;
  /** Whether everything that the answer needs is known. */
  readonly complete: boolean;
  /** What is missing, and how to get it; "" if nothing is. It names no model. */
  readonly missing: string;
  /** The models that are not known, with what the Hub said of them. */
  readonly not_known: readonly string[];
}

/** Models of `not_known` that a default answer names. */
const mostUnknown = 5;

/** An answer before it is fitted: `head` and `tail` are our own words, `data` and `lines` are what others wrote. */
export interface Draft {
  readonly head: string;
  /** For the reader: goes between the marks. */
  readonly lines: readonly string[];
  /** What to do next, in our own words; "" if nothing is to be said. */
  readonly tail: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly coverage: Coverage;
}

/** An answer of a tool: readable text, and the same as structured content. */
export interface ToolAnswer {
  readonly text: string;
  readonly structured: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
}

/** The sizes that a default answer is tried with: how many entries of a list it shows. */
const sizes = [200, 100, 60, 40, 30, 20, 15, 10, 7, 5, 3, 2, 1];

/**
 * The longest answer within the tokens of a default answer; all of it if `isComplete`. `draft` makes an answer that shows so
 * many entries of each list.
 */
export function fitted(draft: (most: number) => Draft, isComplete: boolean): ToolAnswer {
  if (isComplete) return written(draft(Number.POSITIVE_INFINITY), true);
  for (const size of sizes) {
    const answer = written(draft(size), false);
    if (isShort(answer)) return answer;
  }
  return written(draft(0), false);
}

/** An answer that says why there is none, and what to do. */
export function failed(message: string): ToolAnswer {
  const error = plainValue(message);
  return { text: error, structured: { error }, isError: true };
}

function isShort({ text, structured }: ToolAnswer): boolean {
  return tokensOf(text) + tokensOf(JSON.stringify(structured)) <= mostTokens;
}

function written({ head, lines, tail, data, coverage }: Draft, isComplete: boolean): ToolAnswer {
  const unknown = isComplete ? coverage.not_known : coverage.not_known.slice(0, mostUnknown);
  const about = [coverage.age, coverage.missing].filter(part => part !== "").join(" ");
  const untrusted = [...lines, ...unknown.map(each => `not known: ${each}`)];
  const parts = [head, ...(untrusted.length === 0 ? [] : [fenced(untrusted)]), tail, about];
  return {
    text: parts.filter(part => part !== "").join("\n"),
    structured: { ...plainValue(data), coverage: { ...coverage, not_known: unknown } },
    isError: false,
  };
}

/** Letters of a word that make a token, at least; models split rarer words into shorter ones. */
const lettersPerToken = 4;

/**
 * How many tokens a text has, rather too many than too few: the vocabularies of language models differ, and this is above
 * what `o200k_base` counts for our answers.
 */
export function tokensOf(text: string): number {
  let tokens = 0;
  for (const { 0: part } of text.matchAll(/[A-Za-z]+|\d{1,3}|[^\S\n]+|\n+|[^\sA-Za-z\d]{1,2}/g)) {
    if (/^[A-Za-z]/.test(part)) tokens += Math.ceil(part.length / lettersPerToken);
    // A single space belongs to the word after it.
    else if (part !== " ") tokens += 1;
  }
  return tokens;
}
