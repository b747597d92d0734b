import { findFences } from "../../card/front-matter/fences";
import { startOfLine } from "../../card/front-matter/line-at";
import type { Range } from "../../card/position";

/** The context of a cursor in the front matter: a key being typed, or a value under a key. */
export interface Cursor {
  readonly kind: "key" | "value";
  /** The key itself, or the value's key; empty until something is typed. */
  readonly key: string;
  /** The word at the cursor, without quotes, which a completion replaces entirely. */
  readonly range: Range;
  /** The part of that word before the cursor. */
  readonly typed: string;
  /** Whether the user typed quotes around the word. */
  readonly quoted: boolean;
  /** Whether a space is missing before the word, as directly after a colon or dash. */
  readonly needsSpace: boolean;
  /** For a key: whether it already has a colon. */
  readonly hasColon: boolean;
}

/** Maximum number of lines to search above a list item for its key. */
const linesUp = 2_000;

/** A line of a text without its line break. */
interface Line {
  readonly start: number;
  readonly text: string;
}

/**
 * Finds the context of a cursor, or null if nothing can be completed: outside the front matter, in a comment, or in a
 * multiline value. Looks only at the lines, because the YAML is invalid while the user is typing.
 */
export function cursorAt(text: string, offset: number): Cursor | null {
  const block = writtenBlock(text);
  if (block === null || offset < block.start || offset > block.end) return null;
  const line = lineAt(text, offset);
  const at = offset - line.start;
  const pair = /^("?)([A-Za-z_][\w-]*)\1[ \t]*:(?=[ \t]|$)/.exec(line.text);
  if (pair !== null && at >= pair[0].length)
    return valueAt({ key: pair[2] ?? "", line, from: pair[0].length, at });
  const word = /^[\w-]*/.exec(line.text)?.[0] ?? "";
  const item = /^[ \t]*-(?=[ \t]|$)/.exec(line.text);
  if (item !== null) {
    const key = at >= item[0].length ? listOwner(text, block, line.start) : null;
    return key === null ? null : valueAt({ key, line, from: item[0].length, at });
  }
  const rest = line.text.slice(word.length);
  if (at > word.length || !/^[ \t]*(:|$)/.test(rest)) return null;
  return {
    kind: "key",
    key: word,
    range: { start: line.start, end: line.start + word.length },
    typed: word.slice(0, at),
    quoted: false,
    needsSpace: false,
    hasColon: rest.trimStart().startsWith(":"),
  };
}

/** The front matter; until it has a closing fence, the lines up to the first blank one. */
function writtenBlock(text: string): Range | null {
  const fences = findFences(text);
  if (fences === null || fences.block !== null) return fences?.block ?? null;
  const start = fences.closeAt;
  const blank = /\n[ \t]*\r?(?=\n|$)/g;
  blank.lastIndex = start;
  return { start, end: blank.exec(text)?.index ?? text.length };
}

function lineAt(text: string, offset: number): Line {
  const start = startOfLine(text, offset);
  let end = offset;
  while (end < text.length && text[end] !== "\n" && text[end] !== "\r") end++;
  return { start, text: text.slice(start, end) };
}

/** The key of the list that an item belongs to: the nearest key above it with only items in between. */
function listOwner(text: string, block: Range, itemStart: number): string | null {
  let end = itemStart;
  for (let n = 0; n < linesUp && end > block.start; n++) {
    const line = lineAt(text, text.startsWith("\r\n", end - 2) ? end - 2 : end - 1);
    end = line.start;
    if (/^[ \t]*(-[ \t]|-$|#|$)/.test(line.text)) continue;
    return /^([A-Za-z_][\w-]*)[ \t]*:[ \t]*(?:#.*)?$/.exec(line.text)?.[1] ?? null;
  }
  return null;
}

function valueAt(place: {
  readonly key: string;
  readonly line: Line;
  readonly from: number;
  readonly at: number;
}): Cursor | null {
  const { key, line, from, at } = place;
  const written = line.text.slice(from, commentStart(line.text, from));
  if (at > from + written.length) return null;
  const around = wordAround(written, at - from);
  if (around === null) return null;
  const [start, end] = [from + around[0], from + around[1]];
  if (at < start || at > end) return null;
  const mark = line.text[start] ?? "";
  const quoted = start < end && (mark === '"' || mark === "'");
  const closed = quoted && end - start > 1 && line.text[end - 1] === mark;
  const word = { start: quoted ? start + 1 : start, end: closed ? end - 1 : end };
  if (at < word.start || at > word.end || /^[[{|>&*!]/.test(line.text.slice(word.start, word.end)))
    return null;
  return {
    kind: "value",
    key,
    range: { start: line.start + word.start, end: line.start + word.end },
    typed: line.text.slice(word.start, at),
    quoted,
    needsSpace: !quoted && word.start === from,
    hasColon: true,
  };
}

/** Where a comment begins on a line, or the line's end. */
function commentStart(line: string, from: number): number {
  let quote = "";
  for (let at = from; at < line.length; at++) {
    const sign = line[at] ?? "";
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if ((sign === '"' || sign === "'") && /[\s,[]/.test(line[at - 1] ?? " ")) quote = sign;
    else if (sign === "#" && /\s/.test(line[at - 1] ?? " ")) return at;
  }
  return line.length;
}

/** The word at a position in a value: an empty range if there is none, null after a list. Brackets and commas separate words. */
function wordAround(value: string, at: number): readonly [number, number] | null {
  const inList = value.trimStart().startsWith("[");
  if (inList && value.lastIndexOf("]", at - 1) > 0) return null;
  const open = inList ? Math.max(value.lastIndexOf("[", at - 1), value.lastIndexOf(",", at - 1)) + 1 : 0;
  const ends = inList ? [value.indexOf(",", at), value.indexOf("]", at)].filter(each => each >= 0) : [];
  const close = Math.min(value.length, ...ends);
  const part = value.slice(open, close);
  const lead = part.length - part.trimStart().length;
  const word = part.trim();
  if (word === "") return [at, at];
  return [open + lead, open + lead + word.length];
}
