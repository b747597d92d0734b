/** A value of a result. */
export type QuotedCell = string | number | null;

/** Why whole numbers are left to SQLite that it does not have. */
export const beyond64Bits = "A whole number has more than 64 bits.";

/** Characters of one row at most: what a host can take without standing still. */
const longestRow = 64_000_000;

/**
 * Reads the rows that DuckDB's command line prints in its mode `quote`: values as literals of SQL, with commas between them
 * and a line for each row, the names of the columns first. Texts may have line breaks.
 */
export class QuotedRows {
  readonly #onRow: (row: readonly QuotedCell[]) => void;
  #rest = "";

  constructor(onRow: (row: readonly QuotedCell[]) => void) {
    this.#onRow = onRow;
  }

  /** Takes more of what was printed. Throws RangeError if a row is too long. */
  add(printed: string): void {
    const text = this.#rest + printed;
    let from = 0;
    for (let end = rowEnd(text, from); end >= 0; end = rowEnd(text, from)) {
      this.#onRow(cellsOf(text, from, end));
      from = end + 1;
    }
    this.#rest = text.slice(from);
    if (this.#rest.length > longestRow) throw new RangeError("out of memory");
  }
}

/** Where the line break after a row is, or -1. */
function rowEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const end = text.indexOf("\n", at);
    if (end < 0) return -1;
    const quote = text.indexOf("'", at);
    if (quote < 0 || quote > end) return end;
    // A doubled quote closes a text and opens it again.
    const close = text.indexOf("'", quote + 1);
    if (close < 0) return -1;
    at = close + 1;
  }
}

function cellsOf(text: string, from: number, end: number): readonly QuotedCell[] {
  const cells: QuotedCell[] = [];
  let at = from;
  while (at <= end) {
    if (text[at] === "'") {
      const stop = textEnd(text, at + 1);
      cells.push(text.slice(at + 1, stop).replaceAll("''", "'"));
      at = stop + 2;
      continue;
    }
    const comma = text.indexOf(",", at);
    const stop = comma < 0 || comma > end ? end : comma;
    cells.push(bareCell(text.slice(at, stop).trimEnd()));
    at = stop + 1;
  }
  return cells;
}

/** Where the quote is that ends a text. */
function textEnd(text: string, from: number): number {
  let at = text.indexOf("'", from);
  while (text[at + 1] === "'") at = text.indexOf("'", at + 2);
  return at;
}

/** A value without quotes. Booleans are numbers as in SQLite; whole numbers that would be rounded are given in digits, as a text. */
function bareCell(word: string): QuotedCell {
  if (word === "NULL") return null;
  if (word === "true") return 1;
  if (word === "false") return 0;
  const infinite = /^(-?)inf(?:inity)?$/i.exec(word);
  if (infinite !== null) return `${infinite[1]}Infinity`;
  const number = Number(word);
  if (Number.isNaN(number)) return word === "nan" || word === "-nan" ? "NaN" : word;
  if (!/^-?\d+$/.test(word) || Number.isSafeInteger(number)) return number;
  if (BigInt.asIntN(64, BigInt(word)) !== BigInt(word)) throw new Error(beyond64Bits);
  return word;
}
