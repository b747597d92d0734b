import { csvObstacle, readRecord } from "../lineage/text/csv-record";
import type { OwnRow } from "./own-row";

/** The rows of a table as CSV (RFC 4180), or a sentence if its header or quotes cannot be read. */
export function csvRows(text: string): readonly OwnRow[] | string {
  const records = recordsOf(text);
  const header = (records[0]?.fields ?? []).map(field => field.trim().toLowerCase());
  const [name, kind, country] = ["name", "kind", "country"].map(column => header.indexOf(column));
  const isHeader = name !== undefined && kind !== undefined && name >= 0 && kind >= 0;
  const obstacle = isHeader ? null : csvObstacle(text.slice(0, 4_000), "name");
  if (obstacle === "UTF-16") return "The table of authors is in UTF-16. Save it as UTF-8, then try again.";
  if (obstacle !== null)
    return `The table of authors separates its columns with ${obstacle}. Save it with commas, then try again.`;
  if (!isHeader)
    return "The table of authors has no header with the columns name and kind. Begin the file with name,kind,country, and separate columns with commas.";
  return records.slice(1).map(({ line, fields, problem }) => ({
    line,
    fields: problem ?? {
      name: fields[name],
      kind: fields[kind],
      country: country === undefined ? undefined : fields[country],
    },
  }));
}

interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
  readonly problem: string | null;
}

/** The records that are not blank; after a broken one, reading resumes on the next line. */
function recordsOf(text: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  for (let from = 0; from < text.length; ) {
    const fields: string[] = [];
    const read = readRecord(text, from, true, fields);
    const end = typeof read === "number" ? read : endOfLine(text, from);
    const problem = typeof read === "number" ? null : badQuotes;
    if (problem !== null || fields.some(field => field.trim() !== ""))
      records.push({ line, fields, problem });
    line += linesIn(text, from, end);
    from = end;
  }
  return records;
}

const badQuotes = 'has a quote that is not closed. Write "" for a quote within a quoted field.';

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
