import type { Reading, ReadTable } from "../../app/ports/import-ports";
import type { SnapshotTable } from "../../app/ports/snapshot-ports";
import { SnapshotBuilder } from "./collect-columns";

/** Expected number of rows if a table does not give one, and the most that room is made for on its word. */
const guess = 4_000;
const mostExpected = 4_000_000;

/**
 * Reads an entire table into columns. Rejects with the signal's reason if aborted, and with UserError if the table is
 * damaged.
 */
export async function readSnapshot(
  table: SnapshotTable,
  { signal, onProgress, onSkipped }: Reading,
): Promise<ReadTable> {
  const builder = new SnapshotBuilder(table.columns, Math.min(table.rows ?? guess, mostExpected));
  for await (const batch of table.batches(signal)) {
    builder.add(batch);
    const progress = { models: builder.models, rows: table.rows };
    onSkipped?.(builder.skipped, progress);
    onProgress?.(progress);
  }
  signal?.throwIfAborted();
  const { skipped, badCards, present } = builder;
  return { columns: builder.finish(), skipped, badCards, present };
}
