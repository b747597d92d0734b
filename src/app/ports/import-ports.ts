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

/** What stops the reading of a table, and who is told how far it is. */
export interface Reading {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

/** A file at an http(s) address, and how its parts are read. */
export interface RemoteFile {
  readonly url: string;
  readonly files: HubFiles;
  /** Where the parts of a file are kept until it is imported; `state` names the file as it is now. */
  readonly kept: (state: string) => KeptParts;
  readonly signal?: AbortSignal | undefined;
}

/** A table that was read to its end. */
export interface ReadTable {
  readonly columns: SnapshotColumns;
  readonly skipped: SkippedRows;
}

/** The formats that an import knows: those of tables, and that of the snapshot. */
export interface SnapshotFormats {
  /** Opens a file at an address, to be read part by part. Throws HubError. */
  openAddress(file: RemoteFile): Promise<SnapshotBytes>;
  /** Opens a table with the reader of its format. Throws UserError where it is none. */
  openTable(bytes: SnapshotBytes): Promise<SnapshotTable>;
  /** Reads a whole table. Rejects with the signal's reason when it aborts, and with UserError for damage. */
  read(table: SnapshotTable, reading: Reading): Promise<ReadTable>;
  /** Writes a snapshot in the place of the one before, all or nothing. */
  save(
    files: SnapshotFiles,
    columns: SnapshotColumns,
    told: Pick<SnapshotFacts, "columns" | "skipped">,
  ): Promise<SnapshotFacts>;
}

/** A saved snapshot whose file is open. */
export interface SavedSnapshot {
  /** The columns, each loaded and checked when it is first read, which throws UserError when it is damaged. */
  columns(): SnapshotColumns;
  close(): void;
}
