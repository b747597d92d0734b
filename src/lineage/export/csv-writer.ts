/** A value of a table; bytes are written as SQL writes a blob, `x'00ff'`. */
export type CsvValue = string | number | bigint | boolean | null | Uint8Array;

/** Rows of values under their columns' names. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CsvValue[])[];
}

/** What spreadsheets skip before a formula: white space and characters that are not visible themselves. */
const skipped = /^[\s\p{C}\p{M}]+/u;

/** Whether a spreadsheet would run a text as a formula; full-width and small signs (`＝`, `﹢`) count as what they stand for. */
function isFormula(text: string): boolean {
  if (/^[\t\r\n]/.test(text)) return true;
  const [first = ""] = text.replace(skipped, "");
  return /[=+\-@]/.test(first.normalize("NFKC"));
}

function field(value: CsvValue): string {
  if (value === null) return "";
  if (value instanceof Uint8Array)
    return `x'${Array.from(value, byte => byte.toString(16).padStart(2, "0")).join("")}'`;
  if (typeof value !== "string") return String(value);
  const text = isFormula(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A table as CSV (RFC 4180): a header line, CRLF, quotes only where they are needed, null as an empty field. A text that a
 * spreadsheet would run as a formula gets an apostrophe in front, because strangers wrote the texts; numbers stay numbers.
 */
export function rowsToCsv({ columns, rows }: CsvTable): string {
  // A line with nothing in it is no row to most readers.
  const line = (values: readonly CsvValue[]): string => `${values.map(field).join(",") || '""'}\r\n`;
  return line(columns) + rows.map(line).join("");
}
