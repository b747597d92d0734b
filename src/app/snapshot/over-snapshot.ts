import type { LineageColumns } from "../../columns/columns";
import { lineageColumns, type SnapshotColumns } from "../../columns/snapshot-columns";
import { UserError } from "../ports/errors";
import type { SavedSnapshot } from "../ports/import-ports";
import type { SnapshotFacts } from "../ports/snapshot-ports";

/** Runs `work` on a snapshot, then closes it. Throws UserError with the message `missing` if there is no snapshot. */
export async function overSnapshot<T>(
  opening: Promise<SavedSnapshot | null>,
  missing: string,
  work: (columns: SnapshotColumns, facts: SnapshotFacts) => T | Promise<T>,
): Promise<T> {
  const snapshot = await opening;
  if (snapshot === null) throw new UserError(missing);
  try {
    return await work(snapshot.columns(), snapshot.facts);
  } finally {
    snapshot.close();
  }
}

/** Converts a snapshot's columns for the analyses. */
export function columnsToAnalyze(columns: SnapshotColumns): LineageColumns {
  const decoder = new TextDecoder();
  return lineageColumns(columns, utf8 => decoder.decode(utf8));
}
