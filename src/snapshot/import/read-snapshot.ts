import type { Reading, ReadTable } from "../../app/ports/import-ports";
import type { SnapshotTable } from "../../app/ports/snapshot-ports";
import { SnapshotBuilder } from "./collect-columns";

/** Expected number of rows if a table does not give one. */
const guess = 100_000;

/**
 * Reads an entire table into columns. Rejects with the signal's reason if aborted, and with UserError if the table is
 * damaged.
 */
export async function readSnapshot(
  table: SnapshotTable,
  { signal, onProgress }: Reading,
): Promise<ReadTable> {
  const builder = new SnapshotBuilder(table.columns, table.rows ?? guess);
  for await (const batch of table.batches(signal)) {
    builder.add(batch);
    onProgress?.({ models: builder.models, rows: table.rows });
  }
  signal?.throwIfAborted();
  return { columns: builder.finish(), skipped: builder.skipped };
}
