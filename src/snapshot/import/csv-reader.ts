import { UserError } from "../../app/ports/errors";
import type { DamagedRows } from "../../app/ports/snapshot-ports";
import { readRecord } from "../../lineage/text/csv-record";
import { mostRecordCharacters } from "./import-limits";

/**
 * What a record is read as: a row; nothing (`header`); damaged, though it ends where it seems to (`whole`); or damaged in
 * a way that may have swallowed other rows (`unsure`).
 */
export type RecordReading<Row> = { readonly row: Row } | "header" | "whole" | "unsure";

/** How to read the records of a table. */
export interface RowFormat<Row> {
  /** Its name in messages. */
  readonly name: string;
  /** Reads a record that starts on a line. */
  read(fields: readonly string[], line: number): RecordReading<Row>;
  /** Whether a line within damage begins like a row, and so is one that was lost. */
  isLikeRow(line: string): boolean;
}

/**
 * Reads comma-separated values piece by piece. After damage, such as a quote that never closes, it goes on with the next
 * line that is a row, and counts what it left out. Throws UserError for a line without end.
 */
export class CsvReader<Row> {
  readonly #format: RowFormat<Row>;
  #text = "";
  /** The line on which the text starts. */
  #line = 1;
  /** Whether damage was met, and the next row is looked for line by line. */
  #isLost = false;
  #damage: { rows: number; line: number } | null = null;

  constructor(format: RowFormat<Row>) {
    this.#format = format;
  }

  /** The rows completed by this piece. */
  push(piece: string): Row[] {
    this.#text += piece;
    return this.#take(false);
  }

  /** The last rows, of which the last may lack a line ending. */
  end(): Row[] {
    return this.#take(true);
  }

  /** The damage met since it was last asked for. */
  takeDamage(): DamagedRows | undefined {
    const damage = this.#damage ?? undefined;
    this.#damage = null;
    return damage;
  }

  #take(isLast: boolean): Row[] {
    const rows: Row[] = [];
    let from = 0;
    while (from < this.#text.length) {
      const next = this.#takeRecord(from, isLast, rows);
      if (next === null) break;
      from = next;
    }
    this.#text = this.#text.slice(from);
    return rows;
  }

  /** Reads the record at a position and returns where to go on, or null if the text must grow first. */
  #takeRecord(from: number, isLast: boolean, rows: Row[]): number | null {
    const text = this.#text;
    const fields: string[] = [];
    const end = readRecord(text, from, isLast, fields);
    const isTooLong = text.length - from > mostRecordCharacters;
    const newline = text.indexOf("\n", from);
    if ((newline < 0 ? text.length : newline) - from > mostRecordCharacters) throw this.#endless();
    const isCut = end === "open" ? !isTooLong : end === "broken" && newline < 0;
    if (isCut && !isLast) return null;
    const nextLine = newline < 0 ? text.length : newline + 1;
    if (typeof end === "string") return this.#leave(from, nextLine, true);
    const isBlank = fields.length === 1 && fields[0] === "";
    const reading = isBlank ? "header" : this.#format.read(fields, this.#line);
    if (typeof reading === "string" && reading !== "header") {
      const isOverLines = reading === "unsure" && nextLine < end;
      return this.#leave(from, isOverLines ? nextLine : end, isOverLines);
    }
    if (typeof reading !== "string") {
      rows.push(reading.row);
      this.#isLost = false;
    }
    this.#countLines(nextLine, end);
    return end;
  }

  /** Leaves out the text up to `to`; `isLost`: what follows may not be the start of a row. */
  #leave(from: number, to: number, isLost: boolean): number {
    const isRow = !this.#isLost || this.#format.isLikeRow(this.#text.slice(from, Math.min(to, from + 1_000)));
    if (isRow) {
      this.#damage ??= { rows: 0, line: this.#line };
      this.#damage.rows++;
    }
    this.#isLost ||= isLost;
    this.#countLines(this.#text.indexOf("\n", from) + 1 || to, to);
    return to;
  }

  /** Counts the lines of a record whose first line ends at `nextLine`. */
  #countLines(nextLine: number, end: number): void {
    this.#line++;
    for (let at = nextLine; at < end; at = this.#text.indexOf("\n", at) + 1 || end) this.#line++;
  }

  #endless(): UserError {
    return new UserError(
      `Line ${this.#line} of ${this.#format.name} has more than ${mostRecordCharacters.toLocaleString("en-US")} characters. Check the file, or download it again.`,
    );
  }
}
