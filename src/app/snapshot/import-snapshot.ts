import { analyses } from "../../analyses/list";
import type { SnapshotFiles } from "../ports/file-ports";
import type { Reading, SnapshotFormats } from "../ports/import-ports";
import type { HubFiles, ImportedSnapshot, SnapshotBytes, SnapshotSource } from "../ports/snapshot-ports";
import { losses } from "../report/analysis-report";

/** A table to import, and what that takes. */
export interface SnapshotImport extends Reading {
  readonly source: SnapshotSource;
  /** Where the snapshot goes. */
  readonly files: SnapshotFiles;
  readonly formats: SnapshotFormats;
  /** Opens a file of the disk. Throws UserError. */
  readonly openFile: (path: string) => Promise<SnapshotBytes>;
  /** Called only when the source is an address. */
  readonly hub: () => HubFiles;
}

/**
 * Imports a table of the whole Hub in the place of the snapshot before, all or nothing. Throws UserError, HubError, or the
 * signal's reason; the snapshot before then stays, and an import from the same address resumes with the parts it has.
 */
export async function importSnapshot(order: SnapshotImport): Promise<ImportedSnapshot> {
  const { formats, files, signal, onProgress } = order;
  const bytes = await openSource(order);
  try {
    const table = await formats.openTable(bytes);
    const { columns, skipped } = await formats.read(table, { signal, onProgress });
    const facts = await formats.save(files, columns, { columns: table.columns, skipped });
    return { ...facts, losses: losses(analyses, facts.columns) };
  } finally {
    await bytes.close();
  }
}

function openSource({
  source,
  files,
  formats,
  openFile,
  hub,
  signal,
}: SnapshotImport): Promise<SnapshotBytes> {
  if ("path" in source) return openFile(source.path);
  return formats.openAddress({ url: source.url, files: hub(), kept: state => files.kept(state), signal });
}
