import type { SnapshotColumns } from "../../columns/snapshot-columns";
import type { SnapshotFiles } from "./file-ports";
import type {
  HubFiles,
  ImportProgress,
  KeptParts,
  SkippedRows,
  SnapshotBytes,
  SnapshotFacts,
  SnapshotTable,
} from "./snapshot-ports";

/** Cancellation and progress of reading a table. */
export interface Reading {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

/** A file at an http(s) URL, and how to read its parts. */
export interface RemoteFile {
  readonly url: string;
  readonly files: HubFiles;
  /** Storage for a file's parts until it is imported; `state` identifies the current version of the file. */
  readonly kept: (state: string) => KeptParts;
  readonly signal?: AbortSignal | undefined;
}

/** A table that was read completely. */
export interface ReadTable {
  readonly columns: SnapshotColumns;
  readonly skipped: SkippedRows;
}

/** The formats used by an import: those of tables, and that of the snapshot. */
export interface SnapshotFormats {
  /** Opens a file at a URL for reading in parts. Throws HubError. */
  openAddress(file: RemoteFile): Promise<SnapshotBytes>;
  /** Opens a table with the reader for its format. Throws UserError if it is not a table. */
  openTable(bytes: SnapshotBytes): Promise<SnapshotTable>;
  /** Reads a complete table. Rejects with the signal's reason on abort, and with UserError if the file is damaged. */
  read(table: SnapshotTable, reading: Reading): Promise<ReadTable>;
  /** Writes a snapshot, atomically replacing the previous one. */
  save(
    files: SnapshotFiles,
    columns: SnapshotColumns,
    told: Pick<SnapshotFacts, "columns" | "skipped">,
  ): Promise<SnapshotFacts>;
}

/** A saved snapshot whose file is open. */
export interface SavedSnapshot {
  /** The columns, each loaded and checked on first read, which throws UserError if the column is damaged. */
  columns(): SnapshotColumns;
  close(): void;
}
