import { UserError } from "../../app/ports/errors";

/** Maximum characters per record: ten times a model card of 1 MB. */
const longestRecord = 10_000_000;

/**
 * Reads comma-separated values piece by piece (RFC 4180: quoted fields, doubled quotes, LF or CRLF). Throws UserError
 * for an unclosed quote.
 */
export class CsvReader {
  #text = "";
  #record = 0;

  /** The records completed by this piece. */
  push(piece: string): string[][] {
    this.#text += piece;
    return this.#take(false);
  }

  /** The last record, which may lack a line ending. */
  end(): string[][] {
    const records = this.#take(true);
    if (this.#text !== "") throw this.#broken();
    return records;
  }

  #take(last: boolean): string[][] {
    const records: string[][] = [];
    let from = 0;
    for (;;) {
      const record: string[] = [];
      const end = readRecord(this.#text, from, last, record);
      if (end < 0) break;
      this.#record++;
      // An empty line is not a record.
      if (record.length > 1 || record[0] !== "") records.push(record);
      from = end;
    }
    this.#text = this.#text.slice(from);
    if (this.#text.length > longestRecord) throw this.#broken();
    return records;
  }

  #broken(): UserError {
    return new UserError(
      `Record ${this.#record + 1} of the CSV file has an unclosed quote. Check the file, or download it again.`,
    );
  }
}

/** Reads one record into `fields` and returns the start of the next, or -1 if the record is incomplete. */
function readRecord(text: string, start: number, last: boolean, fields: string[]): number {
  let at = start;
  if (at >= text.length) return -1;
  for (;;) {
    const field = text[at] === '"' ? quoted(text, at + 1, last) : plain(text, at, last);
    if (field === null) return -1;
    fields.push(field.value);
    at = field.end;
    if (text[at] === ",") at++;
    else if (at >= text.length) return at;
    else return text.startsWith("\r\n", at) ? at + 2 : at + 1;
  }
}

interface Field {
  readonly value: string;
  /** The position of the field's comma or line ending, or of the end of the text. */
  readonly end: number;
}

function quoted(text: string, start: number, last: boolean): Field | null {
  let from = start;
  for (;;) {
    const quote = text.indexOf('"', from);
    // A quote at the end of a piece may be the first half of a doubled one.
    if (quote < 0 || (quote === text.length - 1 && !last)) return null;
    if (text[quote + 1] === '"') {
      from = quote + 2;
      continue;
    }
    const value = text.slice(start, quote).replaceAll('""', '"');
    const after = plain(text, quote + 1, last);
    return after && { value: value + after.value, end: after.end };
  }
}

const fieldEnd = /[,\n]/g;

function plain(text: string, start: number, last: boolean): Field | null {
  fieldEnd.lastIndex = start;
  const found = fieldEnd.exec(text);
  if (found === null) return last ? { value: text.slice(start).replace(/\r$/, ""), end: text.length } : null;
  const isCrLf = found[0] === "\n" && found.index > start && text[found.index - 1] === "\r";
  const end = isCrLf ? found.index - 1 : found.index;
  return { value: text.slice(start, end), end };
}
