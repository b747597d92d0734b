import type { SnapshotFormats } from "../../app/ports/import-ports";
import { saveSnapshot } from "../save-snapshot";
import { readSnapshot } from "./read-snapshot";
import { openAddress } from "./snapshot-address";
import { openSnapshotTable } from "./snapshot-table";

/** The table formats that can be imported, and the snapshot format. */
export const snapshotFormats: SnapshotFormats = {
  openAddress,
  openTable: openSnapshotTable,
  read: readSnapshot,
  save: saveSnapshot,
};
