import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openSnapshotFile, snapshotUnpackers } from "#platform";
import { isDay } from "../../app/ports/day";
import { UserError } from "../../app/ports/errors";
import type { SnapshotFiles } from "../../app/ports/file-ports";
import type { SnapshotFacts } from "../../app/ports/snapshot-ports";
import { importSnapshot } from "../../app/snapshot/import-snapshot";
import { columnsToAnalyze, overSnapshot } from "../../app/snapshot/over-snapshot";
import type { LineageColumns } from "../../columns/columns";
import { removeLeft, temporaryPrefix } from "../../platform/own-temporary";
import { snapshotFormats } from "../../snapshot/import/snapshot-formats";
import { openSnapshot } from "../../snapshot/open-snapshot";
import { snapshotFolderOf } from "../history/dated-place";
import type { Places } from "../options";
import { snapshotFilesOf } from "./snapshot-place";

/** Begins the names of the temporary folders. */
const kind = "hub-lineage-compare-";

/** An older snapshot to compare with. */
export interface OlderSnapshot {
  readonly columns: LineageColumns;
  readonly facts: SnapshotFacts;
}

/**
 * Works with the columns of an older snapshot: that of a day, one in an index folder, or a table that is imported to a temporary folder,
 * which is removed afterwards, or after a kill by the next such run. Without a path, there are none. Throws UserError if there is no such snapshot.
 */
export async function withOlderColumns<T>(
  path: string | undefined,
  places: Places,
  work: (older: OlderSnapshot | undefined) => Promise<T>,
): Promise<T> {
  if (path === undefined) return work(undefined);
  if (isDay(path)) {
    const folder = await snapshotFolderOf({ ...places, at: path });
    return overFiles(snapshotFilesOf(folder), folder, work);
  }
  const place = resolve(path);
  const found = await stat(place).catch(() => null);
  if (found === null)
    throw new UserError(`There is no file or folder ${JSON.stringify(path)}. Check --compare.`);
  if (found.isDirectory()) return overFiles(snapshotFilesOf(place), place, work);
  await removeLeft(tmpdir(), kind);
  const folder = await mkdtemp(join(tmpdir(), temporaryPrefix(kind)));
  try {
    const files = snapshotFilesOf(folder);
    const outcome = await importSnapshot({
      source: { path: place },
      files,
      formats: snapshotFormats,
      unpackers: snapshotUnpackers,
      openFile: openSnapshotFile,
      hub: () => {
        throw new UserError("--compare takes a file or a folder on this computer.");
      },
    });
    if ("refused" in outcome)
      throw new UserError(
        `${outcome.refused} Check the file that --compare names, or import it to an index folder with --force and name that folder.`,
      );
    return await overFiles(files, place, work);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function overFiles<T>(
  files: SnapshotFiles,
  place: string,
  work: (older: OlderSnapshot) => Promise<T>,
): Promise<T> {
  const missing = `There is no snapshot in ${place}. Run hub-lineage import FILE --index ${place} first.`;
  return overSnapshot(openSnapshot(files), missing, (saved, facts) =>
    work({ columns: columnsToAnalyze(saved), facts }),
  );
}
