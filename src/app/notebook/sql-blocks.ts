/** A block of an SQL text: a run of lines without a blank one between them. Offsets are UTF-16 units of the text. */
export interface SqlBlock {
  /** The start of its first line. */
  readonly start: number;
  /** The end of its last line, before the line break. */
  readonly end: number;
}

const blank = /[ \t\v\f\r]*(?:\n|$)/y;
const comment = /--[^\n]*/y;
/** What no token begins with, up to the end of the line. */
const plain = /[^\n'"`[/-]+/y;

/**
 * The blocks of an SQL text, in order. A blank line inside a quoted text or a block comment parts nothing, as SQL takes it
 * for a part of the token. A quote or comment that is never closed holds nothing together. Lines end with LF or CRLF.
 */
export function sqlBlocks(text: string): readonly SqlBlock[] {
  const found: SqlBlock[] = [];
  const closing = closings(text);
  let start: number | null = null;
  let end = 0;
  const close = () => {
    if (start !== null) found.push({ start, end });
    start = null;
  };
  // A byte order mark belongs to no block.
  for (let at = text.startsWith("\uFEFF") ? 1 : 0, isLineStart = true; at < text.length; ) {
    const next = isLineStart ? endOf(blank, text, at) : null;
    if (next !== null) {
      close();
      at = next;
    } else if (text[at] === "\n") {
      at++;
      isLineStart = true;
    } else {
      start ??= at;
      at = endOf(comment, text, at) ?? closing(at) ?? endOf(plain, text, at) ?? at + 1;
      isLineStart = false;
      end = text[at - 1] === "\r" && text[at] === "\n" ? at - 1 : at;
    }
  }
  close();
  return found;
}

function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/**
 * Finds the end of the quoted text or block comment that begins at an offset; null if none begins there, or it is never
 * closed. SQLite has four kinds of quotes: in three, a quote inside quotes is doubled, and brackets have no escape.
 */
function closings(text: string): (at: number) => number | null {
  // Without this, each opening that is never closed would search the whole text again.
  const lost = new Set<string>();
  const after = (mark: string, from: number): number | null => {
    const at = lost.has(mark) ? -1 : text.indexOf(mark, from);
    if (at < 0) lost.add(mark);
    return at < 0 ? null : at + mark.length;
  };
  return at => {
    const sign = text[at] ?? "";
    if (sign === "[") return after("]", at + 1);
    if (text.startsWith("/*", at)) return after("*/", at + 2);
    if (!`'"\``.includes(sign)) return null;
    for (let to = text.indexOf(sign, at + 1); to >= 0; to = text.indexOf(sign, to + 2))
      if (text[to + 1] !== sign) return to + 1;
    return null;
  };
}
