import type { Range } from "../position";

/** The offset at which the line of an offset ends, before its line break. */
export function endOfLine(text: string, from: number): number {
  const rest = /[\r\n]/g;
  rest.lastIndex = from;
  return rest.exec(text)?.index ?? text.length;
}

/** The offset at which the line of an offset starts. */
export function startOfLine(text: string, at: number): number {
  let start = at;
  // Searching for each kind of break would pass over the whole text where one of them is absent.
  while (start > 0 && text[start - 1] !== "\n" && text[start - 1] !== "\r") start--;
  return start;
}

/** The last nonblank line of a block up to an offset: what to underline when an error is at an empty position. */
export function lineAbove(text: string, block: Range, at: number): Range {
  const end = block.start + text.slice(block.start, at).trimEnd().length;
  if (end === block.start) return { start: at, end: at };
  const start = Math.max(startOfLine(text, end), block.start);
  return { start: end - text.slice(start, end).trimStart().length, end };
}
