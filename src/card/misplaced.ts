import { t } from "../words/words";
import { isFieldName } from "./field-names";
import type { Fix } from "./finding";
import { findFences } from "./front-matter/fences";
import type { Range } from "./position";

/** Front matter that the Hub does not see, because something stands above it or a fence is not exactly `---`. */
export interface MisplacedBlock {
  /** The line that begins it. */
  readonly mark: Range;
  /** Its keys and values, without fences. */
  readonly yaml: Range;
  /** All of it with its fences; null if it does not end. */
  readonly whole: Range | null;
  /** What stands above it: nothing, only headings, comments and pictures, prose, or markers of a git conflict. */
  readonly above: "nothing" | "marks" | "prose" | "conflict";
  /** Whether it stands in a code fence, where a text shows an example. */
  readonly inCode: boolean;
  /** Whether it begins with dashes and ends in a line of three dashes: any other line may be part of a value. */
  readonly isFenced: boolean;
}

/**
 * Where such a block may begin, in UTF-16 units, blank lines at the start of the text aside: below it, a text shows front
 * matter rather than having it.
 */
export const searched = 16 * 1024;

/** How many lines of a block are searched for a field of cards. */
const linesWithField = 40;

// Written out, not as classes of Unicode, which would make the extension start later.
const blanks = "[\\s\\0\\u00AD\\u200B-\\u200F\\u2060]*";
// A word processor makes one long dash of three short ones.
const anyDashes = "(?:[-\\u2010-\\u2015\\u2212\\u2500\\uFE58\\uFE63\\uFF0D]{2,}|[\\u2014\\u2015])";
const anyDash = "[-\\u2010-\\u2015\\u2212\\u2500\\uFE58\\uFE63\\uFF0D]";
const ruler = "\\+{3}|\\*{3}|_{3}|;{3}";
/** Dashes of any kind between blanks of any kind: some look exactly like a fence. */
const dashes = new RegExp(`^${blanks}${anyDashes}${blanks}(?:#.*|ya?ml${blanks})?$`);
/** The same, or a ruler, which is a fence only at the top. */
const topFence = new RegExp(`${dashes.source}|^${blanks}(?:${ruler}|${anyDash})${blanks}$`);
/** One dash, which is a fence only below another one: elsewhere, it is an empty item of a list. */
const oneDash = new RegExp(`^${blanks}${anyDash}${blanks}$`);
const closing = new RegExp(`^${blanks}(?:${anyDashes}|${ruler}|\\.{3})${blanks}$`);
/** Three dashes, or one long one, which nothing but a fence is. */
const sureClosing = /^(?:---|[\u2014\u2015])[ \t\u00A0\u200B]*$/;
const codeFence = /^ {0,3}(?:`{3,}|~{3,})[ \t]*(?:ya?ml)?[ \t]*$/;
const anyCodeFence = /^ {0,3}(?:`{3}|~{3})/;
const conflict = /^<{7}(?: |$)/;
/** A key of YAML or TOML. */
const keyLine = /^(["']?)([A-Za-z_][\w-]{0,60})\1[ \t]*[:=]/;
const tomlKey = /^["']?[A-Za-z_][\w-]{0,60}["']?[ \t]*=/m;
/** A line of a heading, an HTML element, or a picture. */
const markLine = /^[ \t]*(?:#{1,6}(?:[ \t]|$)|<|!\[|\[!\[)/;

/** Whether a text may be a card: it has front matter, or something like it where the Hub does not look. */
export function mayBeCard(text: string): boolean {
  return findFences(text) !== null || misplacedBlock(text) !== null;
}

/** Finds front matter that the Hub does not see; null where the text has some that it does see, or none. */
export function misplacedBlock(text: string): MisplacedBlock | null {
  if (findFences(text.slice(0, searched)) !== null) return null;
  const lines = new Lines(text);
  let above: MisplacedBlock["above"] = "nothing";
  for (
    let line: Range | null = lines.first();
    line !== null && line.start < searched;
    line = lines.next(line)
  ) {
    const words = lines.words(line);
    if (words.trim() === "") continue;
    const found = blockAt(lines, line, above);
    if (found !== null) return found;
    if (conflict.test(words)) above = "conflict";
    else if (/^[ \t]*<!--/.test(words)) line = lines.upTo(line, each => each.includes("-->"));
    else if (anyCodeFence.test(words)) {
      const after = lines.next(line);
      if (after === null) return null;
      line = lines.upTo(after, each => anyCodeFence.test(each));
      if (above !== "conflict") above = "prose";
    } else if (above !== "conflict" && !markLine.test(words)) above = "prose";
    if (above === "nothing") above = "marks";
  }
  return null;
}

/** The edits that put a block where the Hub looks for it; null if it does not end, or is no YAML. */
export function placeBlock(text: string, block: MisplacedBlock): Fix | null {
  const fix = placed(text, block);
  const isSure = block.above === "nothing" && !block.inCode && block.isFenced;
  return fix === null || isSure ? fix : { ...fix, isChoice: true };
}

function placed(text: string, { yaml, whole, above }: MisplacedBlock): Fix | null {
  if (whole === null || above === "conflict" || tomlKey.test(text.slice(yaml.start, yaml.end))) return null;
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const block = `---${eol}${text.slice(yaml.start, yaml.end)}${eol}---`;
  if (above === "nothing")
    return { title: t`Correct the fences of the front matter`, edits: [{ range: whole, newText: block }] };
  const top = text.startsWith("\uFEFF") ? 1 : 0;
  const rest = text.startsWith("\r\n", whole.end) ? whole.end + 2 : Math.min(whole.end + 1, text.length);
  return {
    title: t`Move the front matter to the top`,
    edits: [
      { range: { start: top, end: top }, newText: `${block}${eol}${eol}` },
      { range: { start: whole.start, end: rest }, newText: "" },
    ],
  };
}

/** The block that begins in a line: behind dashes, a code fence, or both, or without any at the top. */
function blockAt(lines: Lines, line: Range, above: MisplacedBlock["above"]): MisplacedBlock | null {
  const words = lines.words(line);
  const inCode = codeFence.test(words);
  const opener = inCode ? lines.next(line) : line;
  const hasDashes = opener !== null && isFence(lines.words(opener), above);
  const isBare = !inCode && !hasDashes;
  const isOneDash = opener !== null && oneDash.test(lines.words(opener));
  // Prose shows examples of front matter in code; a list of keys in code may be anything below a heading.
  if (inCode && (above === "prose" || (above !== "nothing" && !hasDashes))) return null;
  if (isBare && above !== "nothing") return null;
  const first = isBare || !hasDashes ? opener : lines.next(opener);
  if (first === null || !beginsWithField(lines, first)) return null;
  const end = isBare
    ? endOfBare(lines, first)
    : lines.find(
        first,
        each => closing.test(each) || anyCodeFence.test(each) || (isOneDash && oneDash.test(each)),
      );
  const ends = end !== null && (inCode || !anyCodeFence.test(lines.words(end)));
  if (isBare && !ends) return null;
  const mark = { start: line.start, end: line.start + words.trimEnd().length };
  if (!ends || end.start === first.start)
    return {
      mark,
      yaml: { start: first.start, end: first.start },
      whole: null,
      above,
      inCode,
      isFenced: false,
    };
  const last = inCode && !anyCodeFence.test(lines.words(end)) ? lines.codeFenceBelow(end) : end;
  const yaml = { start: first.start, end: lines.endOfLineAbove(end) };
  const isFenced = hasDashes && sureClosing.test(lines.words(end));
  return { mark, yaml, whole: { start: line.start, end: last.end }, above, inCode, isFenced };
}

/** The line that ends keys and values without a fence above: one below, or a blank line above a heading; null if neither does. */
function endOfBare(lines: Lines, first: Range): Range | null {
  const fence = lines.find(first, each => closing.test(each) || anyCodeFence.test(each));
  if (fence !== null && lines.all(first, fence, looksLikeYaml)) return fence;
  const blank = lines.find(first, each => each.trim() === "");
  if (blank === null || !lines.all(first, blank, looksLikeYaml)) return null;
  const below = lines.find(blank, each => each.trim() !== "");
  return below !== null && markLine.test(lines.words(below)) ? blank : null;
}

function isFence(words: string, above: MisplacedBlock["above"]): boolean {
  return (above === "nothing" ? topFence : dashes).test(words);
}

/** Whether the first line that is not blank or a comment is a key, and one of the next lines begins with a field of cards. */
function beginsWithField(lines: Lines, first: Range): boolean {
  let line = lines.find(first, each => !/^[ \t]*(?:#|$)/.test(each));
  if (line === null || !keyLine.test(lines.words(line))) return false;
  for (let left = linesWithField; line !== null && left > 0; left--) {
    const words = lines.words(line);
    if (closing.test(words) || anyCodeFence.test(words)) return false;
    if (isFieldName(keyLine.exec(words)?.[2] ?? "")) return true;
    line = lines.next(line);
  }
  return false;
}

function looksLikeYaml(line: string): boolean {
  return keyLine.test(line) || /^(?:[ \t#-]|$)/.test(line);
}

/** The lines of a text, found as they are needed; each without its line break. */
class Lines {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  first(): Range {
    return this.#at(this.#text.startsWith("\uFEFF") ? 1 : 0);
  }

  next({ end }: Range): Range | null {
    if (end >= this.#text.length) return null;
    return this.#at(this.#text.startsWith("\r\n", end) ? end + 2 : end + 1);
  }

  words({ start, end }: Range): string {
    return this.#text.slice(start, end);
  }

  /** The first line from a line on that fits. */
  find(from: Range, fits: (words: string) => boolean): Range | null {
    for (let line: Range | null = from; line !== null; line = this.next(line))
      if (fits(this.words(line))) return line;
    return null;
  }

  /** The same, or the last line of the text. */
  upTo(from: Range, fits: (words: string) => boolean): Range {
    return this.find(from, fits) ?? { start: this.#text.length, end: this.#text.length };
  }

  /** Whether every line from a line up to another one fits. */
  all(from: Range, to: Range, fits: (words: string) => boolean): boolean {
    for (let line: Range | null = from; line !== null && line.start < to.start; line = this.next(line))
      if (!fits(this.words(line))) return false;
    return true;
  }

  /** The code fence that follows a line, blank lines aside; the line itself if none does. */
  codeFenceBelow(line: Range): Range {
    const after = this.next(line);
    const below = after && this.find(after, each => each.trim() !== "");
    return below && anyCodeFence.test(this.words(below)) ? below : line;
  }

  endOfLineAbove({ start }: Range): number {
    return start - (this.#text.startsWith("\r\n", start - 2) ? 2 : 1);
  }

  #at(start: number): Range {
    const newline = this.#text.indexOf("\n", start);
    const end = newline < 0 ? this.#text.length : newline;
    return { start, end: end > start && this.#text[end - 1] === "\r" ? end - 1 : end };
  }
}
