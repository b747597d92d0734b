import type { Reading, ReadTable } from "../../app/ports/import-ports";
import type { SnapshotTable } from "../../app/ports/snapshot-ports";
import { SnapshotBuilder } from "./collect-columns";

/** Rows that are expected where a table does not tell. */
const guess = 100_000;

/** Reads a whole table into columns. Rejects with the signal's reason when it aborts, and with UserError for damage. */
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
