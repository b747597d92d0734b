import type { Range } from "../position";

/** The offset at which the line of an offset ends, before its line break. */
export function endOfLine(text: string, from: number): number {
  const rest = /[\r\n]/g;
  rest.lastIndex = from;
  return rest.exec(text)?.index ?? text.length;
}

/** The last nonblank line of a block up to an offset: what to underline when an error is at an empty position. */
export function lineAbove(text: string, block: Range, at: number): Range {
  const end = block.start + text.slice(block.start, at).trimEnd().length;
  if (end === block.start) return { start: at, end: at };
  const before = Math.max(text.lastIndexOf("\n", end - 1), text.lastIndexOf("\r", end - 1)) + 1;
  const start = Math.max(before, block.start);
  return { start: end - text.slice(start, end).trimStart().length, end };
}
