import { snapshotFiles } from "#platform";
import { UserError } from "../../app/ports/errors";
import type { SnapshotFiles } from "../../app/ports/file-ports";
import type { SnapshotFacts } from "../../app/ports/snapshot-ports";
import { overSnapshot } from "../../app/snapshot/over-snapshot";
import type { SnapshotColumns } from "../../columns/snapshot-columns";
import { openSnapshot } from "../../snapshot/open-snapshot";
import { snapshotFolderOf } from "../history/dated-place";
import type { Places } from "../options";

/** The snapshot in a folder. */
export function snapshotFilesOf(folder: string): SnapshotFiles {
  const files = snapshotFiles(folder);
  if (files === null)
    throw new UserError("Snapshots cannot be stored here. Use the command line on a desktop computer.");
  return files;
}

/** Works over the snapshot that a command reads. Throws UserError where there is none. */
export async function overSnapshotAt<T>(
  places: Places,
  work: (columns: SnapshotColumns, facts: SnapshotFacts) => T | Promise<T>,
): Promise<T> {
  const folder = await snapshotFolderOf(places);
  const missing = `There is no snapshot in ${folder}. Run hub-lineage import FILE first.`;
  return overSnapshot(openSnapshot(snapshotFilesOf(folder)), missing, work);
}
