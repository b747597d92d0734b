import type { Unpackers } from "../../app/ports/import-ports";
import type { SnapshotBytes, SnapshotTable } from "../../app/ports/snapshot-ports";
import { openCsv } from "./snapshot-csv";
import { openParquet } from "./snapshot-parquet";

/** Opens a table of models in either format: Parquet begins with `PAR1`; anything else is read as the paper's CSV. */
export async function openSnapshotTable(
  bytes: SnapshotBytes,
  unpackers: Unpackers = {},
): Promise<SnapshotTable> {
  const magic = new TextDecoder().decode(await bytes.slice(0, Math.min(4, bytes.byteLength)));
  return magic === "PAR1" ? openParquet(bytes, unpackers) : openCsv(bytes);
}
