import { UserError } from "../app/ports/errors";
import type { QueryResult } from "../app/ports/index-port";
import { rowsToCsv } from "../lineage/export/csv-writer";

/** The rows of a query as text. Throws UserError if they are too many. */
export function writtenRows(format: "json" | "csv", result: QueryResult): string {
  try {
    return format === "csv" ? rowsToCsv(result) : rowsToJson(result);
  } catch (error) {
    // A text in JavaScript has a greatest length.
    if (!(error instanceof RangeError)) throw error;
    throw new UserError("The rows are too many to print. Select fewer columns or rows, or lower --max-rows.");
  }
}

/** Written by hand, because an object would put columns that are named by a number before the others. */
function rowsToJson({ columns, rows }: QueryResult): string {
  const keys = columns.map(column => JSON.stringify(column));
  const objects = rows.map(
    row => `  {\n${keys.map((key, at) => `    ${key}: ${JSON.stringify(row[at] ?? null)}`).join(",\n")}\n  }`,
  );
  return objects.length === 0 ? "[]\n" : `[\n${objects.join(",\n")}\n]\n`;
}
