import { analyses } from "../../analyses/list";
import type { SnapshotFiles } from "../ports/file-ports";
import type { Reading, SnapshotFormats } from "../ports/import-ports";
import type { HubFiles, ImportedSnapshot, SnapshotBytes, SnapshotSource } from "../ports/snapshot-ports";
import { losses } from "../report/analysis-report";

/** A table to import and everything the import needs. */
export interface SnapshotImport extends Reading {
  readonly source: SnapshotSource;
  /** Where to store the snapshot. */
  readonly files: SnapshotFiles;
  readonly formats: SnapshotFormats;
  /** Opens a local file. Throws UserError. */
  readonly openFile: (path: string) => Promise<SnapshotBytes>;
  /** Called only if the source is a URL. */
  readonly hub: () => HubFiles;
}

/**
 * Imports a table of the whole Hub and atomically replaces the previous snapshot. Throws UserError, HubError, or the
 * signal's reason; the previous snapshot is then kept, and another import from the same address resumes the download.
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
