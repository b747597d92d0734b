import { resolve } from "node:path";
import { snapshotFiles } from "#platform";
import { UserError } from "../../app/ports/errors";
import type { SnapshotFiles } from "../../app/ports/file-ports";
import type { SnapshotFacts } from "../../app/ports/snapshot-ports";
import { overSnapshot } from "../../app/snapshot/over-snapshot";
import type { SnapshotColumns } from "../../columns/snapshot-columns";
import { openSnapshot } from "../../snapshot/open-snapshot";
import { defaultIndexFolder } from "../index-folder-default";
import type { Places } from "../options";

/** Where the index of a command is, and the snapshot in it. */
export function snapshotPlace(places: Places): { readonly folder: string; readonly files: SnapshotFiles } {
  const folder = resolve(places.index ?? defaultIndexFolder(process.env));
  const files = snapshotFiles(folder);
  if (files === null)
    throw new UserError("Snapshots cannot be stored here. Use the command line on a desktop computer.");
  return { folder, files };
}

/** Works over the snapshot in the index of a command. Throws UserError where there is none. */
export function overSnapshotAt<T>(
  places: Places,
  work: (columns: SnapshotColumns, facts: SnapshotFacts) => T | Promise<T>,
): Promise<T> {
  const { folder, files } = snapshotPlace(places);
  const missing = `There is no snapshot in ${folder}. Run hub-lineage import FILE first.`;
  return overSnapshot(openSnapshot(files), missing, work);
}
