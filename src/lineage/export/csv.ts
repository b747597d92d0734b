import type { Family } from "../family";
import { type FamilyRows, type FamilyValue, familyRows } from "../family-rows";

/** The start of a text that a spreadsheet takes for a formula. */
const formula = /^[=+\-@\t\r]/;

function field(value: FamilyValue): string {
  if (typeof value === "number") return String(value);
  if (value === null) return "";
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Rows as CSV (RFC 4180): a header line, CRLF, quotes where needed, null as an empty field. A text that a spreadsheet
 * would run as a formula gets an apostrophe in front, since the texts are untrusted.
 */
export function rowsToCsv({ columns, rows }: FamilyRows): string {
  const line = (values: readonly FamilyValue[]): string => `${values.map(field).join(",")}\r\n`;
  return line(columns) + rows.map(line).join("");
}

/** A family as CSV, one line per model. */
export function familyToCsv(family: Family): string {
  return rowsToCsv(familyRows(family));
}
