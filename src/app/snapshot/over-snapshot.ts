import type { LineageColumns } from "../../columns/columns";
import { lineageColumns, type SnapshotColumns } from "../../columns/snapshot-columns";
import { UserError } from "../ports/errors";
import type { SavedSnapshot } from "../ports/import-ports";

/** Works over a snapshot that was opened, and closes it after. Throws UserError with the text `missing` where there is none. */
export async function overSnapshot<T>(
  opening: Promise<SavedSnapshot | null>,
  missing: string,
  work: (columns: SnapshotColumns) => T | Promise<T>,
): Promise<T> {
  const snapshot = await opening;
  if (snapshot === null) throw new UserError(missing);
  try {
    return await work(snapshot.columns());
  } finally {
    snapshot.close();
  }
}

/** A snapshot's columns as analyses read them. */
export function columnsToAnalyze(columns: SnapshotColumns): LineageColumns {
  const decoder = new TextDecoder();
  return lineageColumns(columns, utf8 => decoder.decode(utf8));
}
