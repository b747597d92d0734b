import { UserError } from "../../app/ports/errors";
import { count } from "../../lineage/in-words";
import {
  datedFolder,
  removeDated,
  roomOf,
  roomOfAll,
  type SnapshotRoom,
  snapshotDays,
} from "../../platform/history/dated-snapshots";
import { openSnapshot } from "../../snapshot/open-snapshot";
import { pathInLine } from "../printable";
import { snapshotFilesOf } from "../snapshot/snapshot-place";
import { indexFolderOf } from "./dated-place";
import type { HistoryCommand } from "./history-arguments";
import { inMegabytes, roomInWords } from "./room-in-words";

/** A dated snapshot of an index folder; `models` and `edges` are null if its file cannot be read. */
export interface DatedSnapshot extends SnapshotRoom {
  readonly day: string;
  readonly models: number | null;
  readonly edges: number | null;
}

/** The dated snapshots of an index folder, in order. */
export async function datedSnapshots(index: string): Promise<readonly DatedSnapshot[]> {
  const found: DatedSnapshot[] = [];
  for (const day of await snapshotDays(index)) {
    const room = await roomOf(index, day);
    found.push({ day, ...(await sizeOf(datedFolder(index, day))), ...room });
  }
  return found;
}

async function sizeOf(folder: string): Promise<Pick<DatedSnapshot, "models" | "edges">> {
  try {
    const opened = await openSnapshot(snapshotFilesOf(folder));
    opened?.close();
    return { models: opened?.facts.models ?? null, edges: opened?.facts.edges ?? null };
  } catch (error) {
    if (error instanceof UserError) return { models: null, edges: null };
    throw error;
  }
}

/** A dated snapshot in a line. */
export function datedInWords({ day, models, edges, ...room }: DatedSnapshot): string {
  const size =
    models === null
      ? "cannot be read; import it again"
      : `${count(models, "model")}, ${count(edges ?? 0, "edge")}`;
  return `snapshot of ${day}: ${size}, ${roomInWords(room)}`;
}

/** Lists the dated snapshots and what sharing saves, or removes one. Throws UserError. */
export async function runHistory({ places, remove, format }: HistoryCommand): Promise<string> {
  const index = indexFolderOf(places);
  if (remove !== undefined) await removeDated(index, remove);
  const snapshots = await datedSnapshots(index);
  const bytes = await roomOfAll(index);
  const apart = snapshots.reduce((sum, each) => sum + each.bytes, 0);
  if (format === "json") return `${JSON.stringify({ snapshots, bytes, apart }, null, 2)}\n`;
  if (snapshots.length === 0)
    return `There are no dated snapshots in ${pathInLine(index)}. hub-lineage import FILE --as DATE keeps one.\n`;
  const saved = apart === 0 ? 0 : (100 * (apart - bytes)) / apart;
  const total = `${inMegabytes(bytes)} MB on the disk, ${saved.toFixed(0)}% less than ${inMegabytes(apart)} MB without sharing`;
  return `${[...snapshots.map(datedInWords), total].join("\n")}\n`;
}
