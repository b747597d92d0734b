import type { SnapshotFiles } from "../../app/ports/file-ports";
import type { SnapshotFormats } from "../../app/ports/import-ports";
import { openSnapshot } from "../open-snapshot";
import { saveSnapshot } from "../save-snapshot";
import { readSnapshot } from "./read-snapshot";
import { openAddress } from "./snapshot-address";
import { openSnapshotTable } from "./snapshot-table";

/** The table formats that can be imported, and the snapshot format. */
export const snapshotFormats: SnapshotFormats = {
  openAddress,
  openTable: openSnapshotTable,
  read: readSnapshot,
  modelsIn,
  save: saveSnapshot,
};

async function modelsIn(files: SnapshotFiles): Promise<number | null> {
  // A snapshot that cannot be read is worth nothing, so that anything may replace it.
  const saved = await openSnapshot(files).catch(() => null);
  const models = saved?.facts.models ?? null;
  saved?.close();
  return models;
}
