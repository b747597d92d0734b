import type { SnapshotFiles } from "../app/ports/file-ports";
import type { SnapshotFacts } from "../app/ports/snapshot-ports";
import type { SnapshotColumns } from "../columns/snapshot-columns";
import { encodeSnapshot } from "./snapshot-file";
import { toSections } from "./snapshot-sections";

/** Replaces the previous snapshot, all or nothing, and returns information about the new one. */
export async function saveSnapshot(
  files: SnapshotFiles,
  columns: SnapshotColumns,
  told: Pick<SnapshotFacts, "columns" | "skipped" | "badCards">,
): Promise<SnapshotFacts> {
  const sections = toSections(columns);
  const facts: SnapshotFacts = {
    models: columns.models,
    edges: columns.edges.child.length,
    columns: told.columns,
    takenAt: latest(columns),
    skipped: told.skipped,
    ...(told.badCards && { badCards: told.badCards }),
  };
  await files.replace(encodeSnapshot(facts, sections, files.checksum));
  await files.dropParts();
  return facts;
}

/** The latest date in a table; those after tomorrow come from a wrong clock, or are no dates, and say nothing of its age. */
function latest({ numbers }: SnapshotColumns): number | null {
  const tomorrow = Date.now() + 86_400_000;
  let time = Number.NEGATIVE_INFINITY;
  for (const column of [numbers.lastModified, numbers.createdAt])
    for (const at of column ?? []) if (at > time && at <= tomorrow) time = at;
  return Number.isFinite(time) ? time : null;
}
