import type { Family } from "../family";
import { familyRows } from "../family-rows";
import { rowsToCsv } from "./csv-writer";

/** A family as CSV, one line per model. */
export function familyToCsv(family: Family): string {
  return rowsToCsv(familyRows(family));
}
