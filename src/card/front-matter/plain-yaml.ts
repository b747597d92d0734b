import type { Range } from "../position";

/** A value of front matter with its place, and what lies inside it with theirs. */
export interface PlainNode {
  /** Plain JavaScript value; a string, number, boolean, null, array or record. */
  readonly value: unknown;
  /** Where it stands, quotes included; empty and behind the colon where there is none. */
  readonly range: Range;
  /** The entries of a map; null where this is no map. */
  readonly entries: readonly PlainEntry[] | null;
  /** The values of a list; null where this is no list. */
  readonly items: readonly PlainNode[] | null;
}

/** One key of a map with its value. */
export interface PlainEntry {
  readonly key: string;
  readonly keyRange: Range;
  readonly node: PlainNode;
}

/** Where the words of a line stand, in offsets of the text. */
interface Line {
  /** How far in they begin; moves on as dashes in front of them are read. */
  column: number;
  start: number;
  readonly end: number;
  /** The end of the line, behind the spaces that follow the words. */
  readonly blankEnd: number;
}

// Nothing within these goes beyond the limits of the whole reader, which alone says what does. Tokens are counted as
// that reader would find them, at most so many in a line's spaces and break, and for a value with its key or dash.
const maxDepth = 32;
const maxTokens = 150_000;
const tokensOfLine = 3;
const tokensOfValue = 6;

const keyPattern = /^([A-Za-z_][\w./-]{0,200}) *:(?: +|$)/;
const flowItemPattern = /^(?:\w[\w./ -]*|"[^"\\,[\]{}]*"|'[^',[\]{}]*')$/;
const notPlainPattern = /^[?:,[\]{}#&*!|>'"%@`]|^- |^-$|: |:$| #/;
const wordOrNumberPattern = /^[-+.~\dnNtTfF]/;
const nullPattern = /^(?:~|[Nn]ull|NULL)$/;
const truePattern = /^(?:[Tt]rue|TRUE)$/;
const falsePattern = /^(?:[Ff]alse|FALSE)$/;
const numberPattern = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const oddNumberPattern = /^(?:0[ox][0-9a-f]+|[-+]?\.(?:inf|nan))$/i;

function isOddSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code < 33 || code > 126) && /\s/.test(text[at] ?? "");
}

/** The text is none that this file reads. */
class NotPlain extends Error {}

/** What stands between two offsets without the spaces around it. */
function withoutSpaces(text: string, from: number, to: number): Range {
  let start = from;
  while (start < to && text[start] === " ") start++;
  let end = to;
  while (end > start && text[end - 1] === " ") end--;
  // Other white space at an end is white space to some of the whole reader and text to the rest of it.
  if (end > start && (isOddSpace(text, start) || isOddSpace(text, end - 1))) throw new NotPlain();
  return { start, end };
}

/**
 * Reads YAML as nearly all front matter is written: maps and lists by indentation, values and lists in brackets of
 * one line, no comments. It gives what the whole reader gives, in a fraction of its time, and null for everything
 * else: what is broken or unusual is for the whole reader to judge.
 */
export class PlainReader {
  readonly #text: string;
  #lines: readonly Line[] = [];
  #at = 0;
  #tokens = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The map in a stretch of whole lines; null too where all that was read so far is long. */
  read(block: Range): PlainNode | null {
    try {
      this.#lines = this.#linesOf(block);
      this.#at = 0;
      const first = this.#line(0);
      if (first === null || this.#startsItem(first)) return null;
      const root = this.#map(first, 1);
      return this.#at < this.#lines.length ? null : root;
    } catch (error) {
      if (error instanceof NotPlain) return null;
      throw error;
    }
  }

  /** The lines with words in them. */
  #linesOf({ start, end }: Range): Line[] {
    const text = this.#text;
    if (/\t|\r(?!\n)/.test(text.slice(start, end))) throw new NotPlain();
    const lines: Line[] = [];
    for (let at = start; at < end; ) {
      this.#count(tokensOfLine);
      const newline = text.indexOf("\n", at);
      const next = newline < 0 || newline > end ? end : newline;
      const blankEnd = next > at && text[next - 1] === "\r" ? next - 1 : next;
      const { start: first, end: last } = withoutSpaces(text, at, blankEnd);
      // Written out: a copy by spread made all that reads the lines three times as slow.
      if (first < last) lines.push({ column: first - at, start: first, end: last, blankEnd });
      at = next + 1;
    }
    return lines;
  }

  #count(tokens: number): void {
    this.#tokens += tokens;
    if (this.#tokens > maxTokens) throw new NotPlain();
  }

  /** The next line, where it begins at a column; a null column takes any. */
  #line(column: number | null): Line | null {
    const line = this.#lines[this.#at];
    return line !== undefined && (column === null || line.column === column) ? line : null;
  }

  #startsItem({ start, end }: Line): boolean {
    return this.#text[start] === "-" && (start + 1 === end || this.#text[start + 1] === " ");
  }

  #node(line: Line, depth: number): PlainNode {
    if (depth > maxDepth) throw new NotPlain();
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
      if (first >= line.end) throw new NotPlain();
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
      // A key that stands twice is an error; "__proto__" would not become a property.
      if (key === undefined || Object.hasOwn(value, key) || key === "__proto__" || scalar(key) !== key)
        throw new NotPlain();
      this.#at++;
      const node = keyEnd < line.end ? this.#value(keyEnd, line.end) : this.#below(line, column, depth);
      entries.push({ key, keyRange: { start: line.start, end: line.start + key.length }, node });
      value[key] = node.value;
      end = Math.max(line.end, node.range.start < node.range.end ? node.range.end : 0);
    }
    this.#nothingBelow(column);
    return this.#made(value, { start, end }, entries);
  }

  /** The value of a key that has none in its line. */
  #below({ blankEnd }: Line, column: number, depth: number): PlainNode {
    const next = this.#line(null);
    if (next !== null && (next.column > column || (next.column === column && this.#startsItem(next))))
      return this.#node(next, depth + 1);
    return this.#made(null, { start: blankEnd, end: blankEnd });
  }

  /** What stands deeper than the lines before it goes on with a value, or is broken. */
  #nothingBelow(column: number): void {
    if ((this.#line(null)?.column ?? 0) > column) throw new NotPlain();
  }

  /** A value or a list in brackets that stands in one line. */
  #value(start: number, end: number): PlainNode {
    const words = this.#text.slice(start, end);
    if (words.startsWith("[")) return this.#inBrackets(words, start);
    return this.#made(quoted(words) ?? plain(words), { start, end });
  }

  #inBrackets(words: string, start: number): PlainNode {
    if (!words.endsWith("]")) throw new NotPlain();
    const items: PlainNode[] = [];
    let from = start + 1;
    for (const part of /^\[ *\]$/.test(words) ? [] : words.slice(1, -1).split(",")) {
      const range = withoutSpaces(this.#text, from, from + part.length);
      const item = this.#text.slice(range.start, range.end);
      if (!flowItemPattern.test(item)) throw new NotPlain();
      items.push(this.#made(quoted(item) ?? scalar(item), range));
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

/** Where the value at a path of keys and numbers below a node stands, or null where none does. */
export function placeIn(root: PlainNode, path: readonly (string | number)[]): Range | null {
  let node: PlainNode | undefined = root;
  for (const step of path)
    node =
      typeof step === "number" ? node?.items?.[step] : node?.entries?.find(({ key }) => key === step)?.node;
  return node?.range ?? null;
}

/** What stands in quotes that hold no escape and no quote, or null where nothing does. */
function quoted(words: string): string | null {
  return /^"[^"\\]*"$|^'[^']*'$/.test(words) ? words.slice(1, -1) : null;
}

function plain(words: string): unknown {
  if (notPlainPattern.test(words)) throw new NotPlain();
  return scalar(words);
}

/** What a value without quotes means by the core schema of YAML 1.2. */
function scalar(words: string): unknown {
  if (!wordOrNumberPattern.test(words)) return words;
  if (nullPattern.test(words)) return null;
  if (truePattern.test(words)) return true;
  if (falsePattern.test(words)) return false;
  if (numberPattern.test(words)) return Number(words);
  if (oddNumberPattern.test(words)) throw new NotPlain();
  return words;
}
