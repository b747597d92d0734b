import { resolve } from "node:path";
import { datedFolder, noSuchDay, snapshotDays } from "../../platform/history/dated-snapshots";
import { defaultIndexFolder } from "../index-folder-default";
import type { Places } from "../options";

/** The index folder of a command. */
export function indexFolderOf({ index }: Pick<Places, "index">): string {
  return resolve(index ?? defaultIndexFolder(process.env));
}

/** The folder of the snapshot that a command reads: that of the day it names, or else the index folder. Throws UserError if there is none of that day. */
export async function snapshotFolderOf(places: Places): Promise<string> {
  const index = indexFolderOf(places);
  const { at } = places;
  if (at === undefined) return index;
  if (!(await snapshotDays(index)).includes(at)) throw await noSuchDay(index, at);
  return datedFolder(index, at);
}
