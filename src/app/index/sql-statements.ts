/** One statement of an SQL text; all positions are offsets in the text. */
export interface SqlStatement {
  /** From its first word to its last, without the semicolon. */
  readonly sql: string;
  readonly start: number;
  readonly end: number;
  /** The range that belongs to it, from any comments above it to just after its semicolon. */
  readonly from: number;
  readonly to: number;
}

// In this order: white space, line comments, block comments, and SQLite's four kinds of quotes (a quote inside quotes is
// doubled; brackets have no escape). Anything left open extends to the end.
const silent = /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const quoted = /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)/y;

function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** The statements of an SQL text, in order; comments and semicolons alone are not statements. */
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

/** The statement at an offset; otherwise the previous one on the same line, the next one, or the last one. */
export function statementAt(text: string, offset: number): SqlStatement | null {
  const all = statementsOf(text);
  const next = all.findIndex(({ to }) => offset < to);
  if (next < 0) return all.at(-1) ?? null;
  const here = all[next] ?? null;
  const before = all[next - 1];
  // A cursor after a semicolon still belongs to the statement before it.
  if (here && before && offset < here.start && !text.slice(before.to, offset).includes("\n")) return before;
  return here;
}

/**
 * The offsets of the text that SQLite complains about (`near "x"`, `no such column: x`), or of the entire statement if
 * that text is not found in it.
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
