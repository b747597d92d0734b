import type { SnapshotFormats } from "../../app/ports/import-ports";
import { saveSnapshot } from "../save-snapshot";
import { readSnapshot } from "./read-snapshot";
import { openAddress } from "./snapshot-address";
import { openSnapshotTable } from "./snapshot-table";

/** The formats of tables that can be imported, and that of the snapshot. */
export const snapshotFormats: SnapshotFormats = {
  openAddress,
  openTable: openSnapshotTable,
  read: readSnapshot,
  save: saveSnapshot,
};
