import type { BigIntStats } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";

/** The file of the snapshot in the index's folder. */
export const snapshotName = "snapshot.columns";

/** A mark that is unique to a version of a file. */
export function markOf({ ino, size, mtimeNs }: BigIntStats): string {
  return `${ino}-${size}-${mtimeNs}`;
}

/** The mark of the snapshot in an index folder; null if there is none. */
export async function snapshotMark(folder: string): Promise<string | null> {
  try {
    return markOf(await stat(join(folder, snapshotName), { bigint: true }));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
