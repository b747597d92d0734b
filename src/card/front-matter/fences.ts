import type { Range } from "../position";
import { endOfLine } from "./line-at";

/**
 * How many UTF-16 units of a card are searched for its front matter: the Hub refuses a push with a README.md of more than
 * 10 MiB (its answer is quoted in https://github.com/embeddings-benchmark/mteb/issues/1368).
 */
export const frontMatterLimit = 10 * 1024 * 1024;

/** Where the front matter of a text is, as the Hub finds it. */
export interface Fences {
  /** The opening `---` without its line break. */
  readonly open: Range;
  /** The YAML between the fences; null if no closing fence follows within the limit. */
  readonly block: Range | null;
  /** Where the line of the closing fence starts. */
  readonly closeAt: number;
  readonly eol: "\n" | "\r\n";
}

/**
 * Finds the fences of a text's front matter in one pass; null if it has none. Accepts what the Hub's server accepts:
 * white space (including a BOM), `---` with nothing after it, at least one line, and then the first line that is only
 * `---` and blanks; a `---` right below the opening fence belongs to the YAML.
 */
export function findFences(text: string): Fences | null {
  const head = text.slice(0, frontMatterLimit + 8);
  const openAt = head.length - head.trimStart().length;
  if (!head.startsWith("---", openAt)) return null;
  const open = { start: openAt, end: openAt + 3 };
  const start = afterBreak(head, open.end);
  if (start === open.end) return null;
  const eol = head.slice(open.end, start) === "\r\n" ? "\r\n" : "\n";
  for (let line = fenceAfter(head, start, start); line >= 0; line = fenceAfter(head, line + 3, start)) {
    if (line > frontMatterLimit) break;
    if (!isClosingFence(head, line, text.length)) continue;
    return { open, block: { start, end: beforeBreak(head, line, start) }, closeAt: line, eol };
  }
  return { open, block: null, closeAt: start, eol };
}

/** The fences of a closed block right below the first one, in offsets of the text: the Hub does not read it. Null if there is none. */
export function secondFences(text: string, { end }: Range): Fences | null {
  const fence = text.indexOf("---", end);
  const below = fence < 0 ? text.length : endOfLine(text, fence);
  const found = findFences(text.slice(below));
  if (found === null || found.block === null) return null;
  const moved = ({ start, end }: Range) => ({ start: below + start, end: below + end });
  return { ...found, open: moved(found.open), block: moved(found.block), closeAt: below + found.closeAt };
}

function isClosingFence(text: string, line: number, wholeLength: number): boolean {
  if (!text.startsWith("---", line)) return false;
  let at = line + 3;
  while (text[at] === " " || text[at] === "\t") at++;
  if (at >= text.length) return text.length === wholeLength;
  return text[at] === "\n" || text.startsWith("\r\n", at);
}

/** The offset after the line break at `at`; `at` itself if there is none. */
function afterBreak(text: string, at: number): number {
  if (text.startsWith("\r\n", at)) return at + 2;
  return text[at] === "\n" || text[at] === "\r" ? at + 1 : at;
}

function beforeBreak(text: string, line: number, start: number): number {
  return text.startsWith("\r\n", line - 2) && line - 2 >= start ? line - 2 : line - 1;
}

/** The next line after the first one that begins with three dashes; -1 if there is none. */
function fenceAfter(text: string, from: number, start: number): number {
  for (let at = text.indexOf("---", from); at >= 0; at = text.indexOf("---", at + 3)) {
    if (at > start && (text[at - 1] === "\n" || text[at - 1] === "\r")) return at;
  }
  return -1;
}
