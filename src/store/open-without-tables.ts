import type { Clock } from "../app/ports/clock";
import type { SnapshotFiles } from "../app/ports/file-ports";
import type { IndexReader } from "../app/ports/index-port";
import { gatherFamily } from "../lineage/graph";
import { SnapshotLayer } from "./snapshot-layer";
import { noTables } from "./tables";

/** What can be read of an index in which no answer of a Hub is stored. */
export interface OpenWithoutTables extends Pick<IndexReader, "lookup" | "family"> {
  /** Why the snapshot cannot be used and what to do; null if it can be used, or there is none. */
  notice(): string | null;
  close(): void;
}

/** Reads models and families from the snapshot alone (null if there cannot be one), which takes no SQLite. */
export function openWithoutTables(snapshot: SnapshotFiles | null, clock?: Clock): OpenWithoutTables {
  const layer = new SnapshotLayer(snapshot, clock);
  const reading = async <T>(work: () => T): Promise<T> => {
    await layer.refresh();
    return layer.reading(work);
  };
  return {
    lookup: ids => reading(() => ids.map(id => layer.lookup(noTables, id))),
    family: ({ id, up = Number.POSITIVE_INFINITY, down = Number.POSITIVE_INFINITY }) =>
      reading(() => {
        const root = layer.presentId(noTables, id);
        return gatherFamily(layer.source(noTables), { root, up, down });
      }),
    notice: () => layer.notice,
    close: () => layer.close(),
  };
}
