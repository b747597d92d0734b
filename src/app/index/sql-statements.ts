/** One statement of an SQL text; all places are offsets in the text. */
export interface SqlStatement {
  /** From its first word to its last, without the semicolon. */
  readonly sql: string;
  readonly start: number;
  readonly end: number;
  /** Where what belongs to it begins (comments above it included) and where that ends: behind its semicolon. */
  readonly from: number;
  readonly to: number;
}

// In this order: white space, comments to the end of their line, comments in between, and the four ways of SQLite to
// quote (a quote in a quoted text is written twice; brackets have no such way). What is not closed goes to the end.
const silent = /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const quoted = /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)/y;

function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** The statements of an SQL text, in order; what is only comments and semicolons is none. */
export function statementsOf(text: string): readonly SqlStatement[] {
  const found: SqlStatement[] = [];
  let from = 0;
  let start: number | null = null;
  let end = 0;
  const close = (to: number) => {
    if (start !== null) found.push({ sql: text.slice(start, end), start, end, from, to });
    from = to;
    start = null;
  };
  for (let at = 0; at < text.length; ) {
    const next = endOf(silent, text, at);
    if (next !== null) at = next;
    else if (text[at] === ";") close(++at);
    else {
      start ??= at;
      at = end = endOf(quoted, text, at) ?? at + 1;
    }
  }
  close(text.length);
  return found;
}

/** The statement at an offset: the one it stands in, else the one before it on the same line, else the next, else the last. */
export function statementAt(text: string, offset: number): SqlStatement | null {
  const all = statementsOf(text);
  const next = all.findIndex(({ to }) => offset < to);
  if (next < 0) return all.at(-1) ?? null;
  const here = all[next] ?? null;
  const before = all[next - 1];
  // A cursor behind a semicolon is still on what it ends.
  if (here && before && offset < here.start && !text.slice(before.to, offset).includes("\n")) return before;
  return here;
}

/**
 * The offsets of the words that SQLite complains about (`near "x"`, `no such column: x`), where they stand in the
 * statement; else those of the whole statement.
 */
export function placeOfProblem(statement: SqlStatement, message: string): { start: number; end: number } {
  const { sql, start, end } = statement;
  const word =
    /near "([^"]+)"/.exec(message)?.[1] ??
    /(?:no such (?:column|table|function)|ambiguous column name): (\w+(?:\.\w+)*)/.exec(message)?.[1];
  const at = word === undefined ? -1 : sql.indexOf(word);
  if (word === undefined || at < 0) return { start, end };
  return { start: start + at, end: start + at + word.length };
}
