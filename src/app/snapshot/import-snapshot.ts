import { analyses } from "../../analyses/list";
import { UserError } from "../ports/errors";
import type { SnapshotFiles } from "../ports/file-ports";
import type { Reading, ReadTable, SnapshotFormats, Unpackers } from "../ports/import-ports";
import type {
  HubFiles,
  ImportedSnapshot,
  ImportProgress,
  RefusedImport,
  SkippedRows,
  SnapshotBytes,
  SnapshotSource,
  SnapshotTable,
} from "../ports/snapshot-ports";
import { losses } from "../report/analysis-report";
import { isTooLossy, refusalOf, shrinkageOf, skippedRows } from "./lost-rows";

/** A table to import and everything the import needs. */
export interface SnapshotImport extends Omit<Reading, "onSkipped"> {
  readonly source: SnapshotSource;
  /** Whether the table replaces the snapshot even if many of its rows are lost. */
  readonly force?: boolean;
  /** Where to store the snapshot. */
  readonly files: SnapshotFiles;
  readonly formats: SnapshotFormats;
  readonly unpackers?: Unpackers;
  /** Opens a local file. Throws UserError. */
  readonly openFile: (path: string) => Promise<SnapshotBytes>;
  /** Called only if the source is a URL. */
  readonly hub: () => HubFiles;
}

/** Ends the reading of a table that has lost too much already. */
class LostTooMuch extends Error {}

/**
 * Imports a table of the whole Hub and atomically replaces the previous snapshot. The import is refused if the table has
 * no usable rows, loses more than 1% of them, or has far fewer models than the previous snapshot. Throws UserError,
 * HubError, or the signal's reason. Whenever it does not succeed, the previous snapshot is kept, and another import from
 * the same address resumes the download.
 */
export async function importSnapshot(order: SnapshotImport): Promise<ImportedSnapshot | RefusedImport> {
  const { formats, files, force } = order;
  const bytes = await openSource(order);
  try {
    const table = await formats.openTable(bytes, order.unpackers ?? {});
    const read = await readWithin(order, table);
    if ("refused" in read) return read;
    const { columns, skipped, badCards, present } = read;
    const { name } = table;
    const { models } = columns;
    const refused = force
      ? null
      : (refusalOf({ name, models, skipped, isWhole: true }) ??
        shrinkageOf(name, models, await formats.modelsIn(files)));
    if (refused !== null) return { refused };
    const facts = await formats.save(files, columns, { columns: present, skipped, badCards });
    return {
      ...facts,
      losses: losses(analyses, facts.columns),
      uncheckedPages: table.pages?.unchecked ?? 0,
      unmarkedHost: bytes.unmarkedHost ?? null,
    };
  } catch (error) {
    // A file that cannot be read may have been damaged on its way: read again, it would fail again.
    if (error instanceof UserError) await bytes.forget?.();
    // What the engine throws for an array or text that it cannot hold.
    if (error instanceof RangeError)
      throw new UserError(
        `${bytes.name} needs more memory than there is. Use a smaller table, or a computer with more memory.`,
      );
    throw error;
  } finally {
    await bytes.close();
  }
}

/** Reads a table, but stops as soon as it has lost too much to be imported. */
async function readWithin(
  { formats, force, signal, onProgress }: SnapshotImport,
  table: SnapshotTable,
): Promise<ReadTable | RefusedImport> {
  const onSkipped = (skipped: SkippedRows, { models, rows }: ImportProgress) => {
    if (force || rows === null || !isTooLossy(skipped, rows)) return;
    const isWhole = models + skippedRows(skipped) === rows;
    const refused = refusalOf({ name: table.name, models, skipped, isWhole });
    if (refused !== null) throw new LostTooMuch(refused);
  };
  try {
    return await formats.read(table, { signal, onProgress, onSkipped });
  } catch (error) {
    if (error instanceof LostTooMuch) return { refused: error.message };
    throw error;
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
