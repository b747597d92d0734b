import type { SnapshotFiles } from "../app/file-ports";
import type { SnapshotFacts } from "../app/snapshot-ports";
import { claimBits, type SnapshotColumns } from "../lineage/snapshot-columns";
import { encodeSnapshot } from "./snapshot-file";
import { toSections } from "./snapshot-sections";

/** Writes a snapshot in the place of the one before, all or nothing, and answers what is known of it. */
export async function saveSnapshot(
  files: SnapshotFiles,
  columns: SnapshotColumns,
  told: Pick<SnapshotFacts, "columns" | "skipped">,
): Promise<SnapshotFacts> {
  const sections = toSections(columns);
  const facts: SnapshotFacts = {
    models: columns.models,
    edges: countEdges(columns),
    columns: told.columns,
    takenAt: latest(columns),
    skipped: told.skipped,
  };
  await files.replace(encodeSnapshot(facts, sections, files.checksum));
  await files.dropParts();
  return facts;
}

/** Edges with both ends; what only a card says counts where the Hub does not know better. */
function countEdges({ parents, parentRows }: SnapshotColumns): number {
  let edges = 0;
  for (const [at, name] of parents.names.entries())
    if ((parentRows[name] ?? -1) >= 0 && parents.claims[at] !== claimBits.card) edges++;
  return edges;
}

function latest({ lastModified, createdAt }: SnapshotColumns): number | null {
  let time = Number.NEGATIVE_INFINITY;
  for (const column of [lastModified, createdAt]) for (const at of column) if (at > time) time = at;
  return Number.isFinite(time) ? time : null;
}
