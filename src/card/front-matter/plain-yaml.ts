import type { Range } from "../position";
import { plainScalar } from "./plain-scalar";

/** A value of front matter with its range, and the values inside it with theirs. */
export interface PlainNode {
  /** A plain JavaScript value: a string, number, boolean, null, array or record. */
  readonly value: unknown;
  /** Its range, quotes included; empty and after the colon if there is no value. */
  readonly range: Range;
  /** The entries of a map; null for anything else. */
  readonly entries: readonly PlainEntry[] | null;
  /** The values of a list; null for anything else. */
  readonly items: readonly PlainNode[] | null;
}

/** One key of a map with its value. */
export interface PlainEntry {
  readonly key: string;
  readonly keyRange: Range;
  readonly node: PlainNode;
}

/** Where the text of a line is, in offsets. */
interface Line {
  /** Its indentation; grows as dashes in front of it are read. */
  column: number;
  start: number;
  readonly end: number;
  /** The end of the line, trailing spaces included. */
  readonly blankEnd: number;
}

// The depth stays within the limit of the full parser, which alone reports what exceeds it. Tokens count lines and values:
// the longest front matter that the Hub takes fits if it is written like real cards, and a hostile one stays in memory.
const maxDepth = 32;
const maxTokens = 8_000_000;
const tokensOfLine = 3;
const tokensOfValue = 6;

const keyPattern = /^([A-Za-z_][\w./-]{0,200}) *:(?: +|$)/;
const flowItemPattern = /^(?:\w[\w./ -]*|"[^"\\,[\]{}]*"|'[^',[\]{}]*')$/;
const notPlainPattern = /^[?:,[\]{}#&*!|>'"%@`]|^- |^-$|: |:$| #/;

function isOddSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code < 33 || code > 126) && /\s/.test(text[at] ?? "");
}

/** The text is not plain enough for this reader. */
class NotPlain extends Error {}

// One for all: making each anew, with its stack, would take longer than reading the text.
const notPlain = new NotPlain();

/** The range between two offsets without leading and trailing spaces. */
function withoutSpaces(text: string, from: number, to: number): Range {
  let start = from;
  while (start < to && text[start] === " ") start++;
  let end = to;
  while (end > start && text[end - 1] === " ") end--;
  // The full parser treats other white space at an end as white space in some places and as text in others.
  if (end > start && (isOddSpace(text, start) || isOddSpace(text, end - 1))) throw notPlain;
  return { start, end };
}

/**
 * Reads YAML the way nearly all front matter is written: indented maps and lists, values and bracketed lists on one
 * line, no comments. It returns what the full parser returns, in a fraction of the time, and null for everything
 * else: broken or unusual text is left to the full parser.
 */
export class PlainReader {
  readonly #text: string;
  #lines: readonly Line[] = [];
  #at = 0;
  #tokens = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The map in a range of complete lines; null also if everything read so far adds up to too much with it. */
  read(block: Range): PlainNode | null {
    const tokens = this.#tokens;
    try {
      this.#lines = this.#linesOf(block);
      this.#at = 0;
      const first = this.#line(0);
      if (first === null || this.#startsItem(first)) return null;
      const root = this.#map(first, 1);
      return this.#at < this.#lines.length ? null : root;
    } catch (error) {
      if (!(error instanceof NotPlain)) throw error;
      this.#tokens = tokens;
      return null;
    }
  }

  /** The lines that are not blank. */
  #linesOf({ start, end }: Range): Line[] {
    const text = this.#text;
    if (/\t|\r(?!\n)/.test(text.slice(start, end))) throw notPlain;
    const lines: Line[] = [];
    for (let at = start; at < end; ) {
      this.#count(tokensOfLine);
      const newline = text.indexOf("\n", at);
      const next = newline < 0 || newline > end ? end : newline;
      const blankEnd = next > at && text[next - 1] === "\r" ? next - 1 : next;
      const { start: first, end: last } = withoutSpaces(text, at, blankEnd);
      // Written out: copying by spread made everything that reads the lines three times as slow.
      if (first < last) lines.push({ column: first - at, start: first, end: last, blankEnd });
      at = next + 1;
    }
    return lines;
  }

  #count(tokens: number): void {
    this.#tokens += tokens;
    if (this.#tokens > maxTokens) throw notPlain;
  }

  /** The next line if it begins at a column; any line for null. */
  #line(column: number | null): Line | null {
    const line = this.#lines[this.#at];
    return line !== undefined && (column === null || line.column === column) ? line : null;
  }

  #startsItem({ start, end }: Line): boolean {
    return this.#text[start] === "-" && (start + 1 === end || this.#text[start + 1] === " ");
  }

  #node(line: Line, depth: number): PlainNode {
    if (depth > maxDepth) throw notPlain;
    if (this.#startsItem(line)) return this.#list(line, depth);
    if (keyPattern.test(this.#text.slice(line.start, line.end))) return this.#map(line, depth);
    this.#at++;
    return this.#value(line.start, line.end);
  }

  #list({ column, start }: Line, depth: number): PlainNode {
    const items: PlainNode[] = [];
    for (let line = this.#line(column); line !== null && this.#startsItem(line); line = this.#line(column)) {
      let first = line.start + 1;
      while (this.#text[first] === " ") first++;
      if (first >= line.end) throw notPlain;
      line.column += first - line.start;
      line.start = first;
      items.push(this.#node(line, depth + 1));
    }
    this.#nothingBelow(column);
    return this.#listOf(items, { start, end: items.at(-1)?.range.end ?? start });
  }

  #map({ column, start }: Line, depth: number): PlainNode {
    const entries: PlainEntry[] = [];
    const value: Record<string, unknown> = {};
    let end = start;
    for (let line = this.#line(column); line !== null && !this.#startsItem(line); line = this.#line(column)) {
      const found = keyPattern.exec(this.#text.slice(line.start, line.end));
      const key = found?.[1];
      const keyEnd = line.start + (found?.[0].length ?? 0);
      // A duplicate key is an error; "__proto__" would not become a property.
      if (key === undefined || Object.hasOwn(value, key) || key === "__proto__" || plainScalar(key) !== key)
        throw notPlain;
      this.#at++;
      const node = keyEnd < line.end ? this.#value(keyEnd, line.end) : this.#below(line, column, depth);
      entries.push({ key, keyRange: { start: line.start, end: line.start + key.length }, node });
      value[key] = node.value;
      end = Math.max(line.end, node.range.start < node.range.end ? node.range.end : 0);
    }
    this.#nothingBelow(column);
    return this.#made(value, { start, end }, entries);
  }

  /** The value of a key that has none on its line. */
  #below({ blankEnd }: Line, column: number, depth: number): PlainNode {
    const next = this.#line(null);
    if (next !== null && (next.column > column || (next.column === column && this.#startsItem(next))))
      return this.#node(next, depth + 1);
    return this.#made(null, { start: blankEnd, end: blankEnd });
  }

  /** A line indented deeper than the ones before continues a value, or is broken. */
  #nothingBelow(column: number): void {
    if ((this.#line(null)?.column ?? 0) > column) throw notPlain;
  }

  /** A value or a bracketed list on one line. */
  #value(start: number, end: number): PlainNode {
    const words = this.#text.slice(start, end);
    if (words.startsWith("[")) return this.#inBrackets(words, start);
    return this.#made(quoted(words) ?? plain(words), { start, end });
  }

  #inBrackets(words: string, start: number): PlainNode {
    if (!words.endsWith("]")) throw notPlain;
    const items: PlainNode[] = [];
    let from = start + 1;
    for (const part of /^\[ *\]$/.test(words) ? [] : words.slice(1, -1).split(",")) {
      const range = withoutSpaces(this.#text, from, from + part.length);
      const item = this.#text.slice(range.start, range.end);
      if (!flowItemPattern.test(item)) throw notPlain;
      items.push(this.#made(quoted(item) ?? plainScalar(item), range));
      from += part.length + 1;
    }
    return this.#listOf(items, { start, end: start + words.length });
  }

  #listOf(items: readonly PlainNode[], range: Range): PlainNode {
    const value = items.map(item => item.value);
    return this.#made(value, range, null, items);
  }

  #made(
    value: unknown,
    range: Range,
    entries: PlainNode["entries"] = null,
    items: PlainNode["items"] = null,
  ): PlainNode {
    this.#count(tokensOfValue);
    return { value, range, entries, items };
  }
}

/** The range of the value at a path of keys and indexes below a node, or null if there is none. */
export function placeIn(root: PlainNode, path: readonly (string | number)[]): Range | null {
  let node: PlainNode | undefined = root;
  for (const step of path)
    node =
      typeof step === "number" ? node?.items?.[step] : node?.entries?.find(({ key }) => key === step)?.node;
  return node?.range ?? null;
}

/** The text inside quotes, without escapes or further quotes, or null. */
function quoted(words: string): string | null {
  return /^"[^"\\]*"$|^'[^']*'$/.test(words) ? words.slice(1, -1) : null;
}

function plain(words: string): unknown {
  if (notPlainPattern.test(words)) throw notPlain;
  return plainScalar(words);
}
