import type { SnapshotColumns } from "../../columns/snapshot-columns";
import type { SnapshotFiles } from "./file-ports";
import type {
  BadCards,
  HubFiles,
  ImportProgress,
  KeptParts,
  SkippedRows,
  SnapshotBytes,
  SnapshotColumn,
  SnapshotFacts,
  SnapshotTable,
} from "./snapshot-ports";

/** Cancellation and progress of reading a table. */
export interface Reading {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Called with the rows skipped so far, before the progress is told; may throw to end the reading. */
  readonly onSkipped?: ((skipped: SkippedRows, progress: ImportProgress) => void) | undefined;
}

/** Unpacks the page of a Parquet file to at most `length` bytes. Throws if it is damaged or longer. */
export type Unpack = (packed: Uint8Array, length: number) => Uint8Array;

/** What the runtime unpacks itself; a codec that is missing here cannot be read. */
export interface Unpackers {
  readonly gzip?: Unpack | undefined;
  readonly brotli?: Unpack | undefined;
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
  readonly badCards: BadCards;
  /** The columns that have any readable value. */
  readonly present: readonly SnapshotColumn[];
}

/** The formats used by an import: those of tables, and that of the snapshot. */
export interface SnapshotFormats {
  /** Opens a file at a URL for reading in parts. Throws HubError. */
  openAddress(file: RemoteFile): Promise<SnapshotBytes>;
  /** Opens a table with the reader for its format. Throws UserError if it is not a table. */
  openTable(bytes: SnapshotBytes, unpackers: Unpackers): Promise<SnapshotTable>;
  /** Reads a complete table. Rejects with the signal's reason on abort, and with UserError if the file is damaged. */
  read(table: SnapshotTable, reading: Reading): Promise<ReadTable>;
  /** How many models the snapshot has that is there; null if there is none, or it cannot be read. */
  modelsIn(files: SnapshotFiles): Promise<number | null>;
  /** Writes a snapshot, atomically replacing the previous one. */
  save(
    files: SnapshotFiles,
    columns: SnapshotColumns,
    told: Pick<SnapshotFacts, "columns" | "skipped" | "badCards">,
  ): Promise<SnapshotFacts>;
}

/** A saved snapshot whose file is open. */
export interface SavedSnapshot {
  readonly facts: SnapshotFacts;
  /** The columns, each loaded and checked on first read, which throws UserError if the column is damaged. */
  columns(): SnapshotColumns;
  close(): void;
}
