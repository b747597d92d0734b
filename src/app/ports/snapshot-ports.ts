/** A file with a table of the whole Hub, readable in any order. Reads throw UserError or HubError. */
export interface SnapshotBytes {
  /** Its name in messages: a path or a URL. */
  readonly name: string;
  readonly byteLength: number;
  /** The host of a remote file that nothing tells from a later version of the same length; absent if something does. */
  readonly unmarkedHost?: string;
  /** Bytes from `start` up to, but not including, `end`. */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
  /** Forgets what was kept of it, because it turned out to be damaged; absent if nothing is kept. */
  forget?(): Promise<void>;
  close(): Promise<void>;
}

/** A part of a remote file: the requested bytes, and the length and ETag of the whole file. */
export interface FilePart {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly total: number;
  readonly etag: string | null;
  /** When the server says that the file was last changed, as it says it; null if it does not. */
  readonly modified: string | null;
}

/** Which part of which file: bytes `from` up to, but not including, `to`. */
export interface FilePartRequest {
  readonly url: string;
  readonly from: number;
  readonly to: number;
}

/** Reads parts of files over http(s). The token is sent only to the Hub's own host. Throws only HubError. */
export interface HubFiles {
  part(request: FilePartRequest, signal?: AbortSignal): Promise<FilePart>;
}

/** Downloaded parts of one version of a file, kept for resuming an interrupted import. */
export interface KeptParts {
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Removes all of them. */
  clear(): Promise<void>;
}

/** Names of the columns that a snapshot can have; only the first is required. */
export const snapshotColumns = [
  "id",
  "createdAt",
  "lastModified",
  "downloads",
  "likes",
  "tags",
  "pipeline_tag",
  "library_name",
  "cardData",
  "safetensors.total",
  "safetensors.parameters",
  "usedStorage",
  "_id",
  "trendingScore",
  "private",
  "gguf",
  "baseModels",
  "modelCard",
] as const;

/** One column of a snapshot. */
export type SnapshotColumn = (typeof snapshotColumns)[number];

/** Values of one column for the rows of a batch; null for rows without one. */
export type Cells<T> = readonly (T | null | undefined)[];

/**
 * Some rows of a snapshot, column by column; a column that the table lacks is null. Times are in ms since 1970; ids and
 * text are unchanged.
 */
export interface SnapshotBatch {
  readonly rows: number;
  /** UTF-8. */
  readonly ids: Cells<Uint8Array>;
  readonly createdAt: Cells<number> | null;
  readonly lastModified: Cells<number> | null;
  readonly downloads: Cells<number> | null;
  readonly likes: Cells<number> | null;
  readonly tags: Cells<readonly (string | null | undefined)[]> | null;
  readonly tasks: Cells<string> | null;
  readonly libraries: Cells<string> | null;
  /** JSON of the front matter. */
  readonly cardData: Cells<string> | null;
  readonly safetensorsTotal: Cells<number> | null;
  /** How many elements of the weights have each type. */
  readonly weightCounts: Cells<ReadonlyMap<string, number>> | null;
  /** Size of the repository in bytes. */
  readonly usedStorage: Cells<number> | null;
  /** The Hub's own number of the model, as 24 hexadecimal digits. */
  readonly recordIds: Cells<string> | null;
  readonly trendingScores: Cells<number> | null;
  /** 1 for a private model, 0 for another. */
  readonly privates: Cells<number> | null;
  /** JSON of the header. */
  readonly gguf: Cells<string> | null;
  /** The relation to the parents that the Hub resolved. */
  readonly relations: Cells<string> | null;
  readonly parents: Cells<readonly (string | null | undefined)[]> | null;
  /** Text of the model card. */
  readonly cards: Cells<string> | null;
  /** Number of the first row in the table, from 0. */
  readonly start: number;
  /** The line of each row, from 1, if the table is a text. */
  readonly lines: readonly number[] | null;
  /** Rows before or among these that cannot be used, and the line of the first; only a text has such rows. */
  readonly damaged?: DamagedRows;
}

/** Damaged rows of a text, and the line on which the first starts. */
export interface DamagedRows {
  readonly rows: number;
  readonly line: number;
}

/** A table that is ready to be read. */
export interface SnapshotTable {
  /** Its name in messages. */
  readonly name: string;
  /** Number of rows, if known in advance. */
  readonly rows: number | null;
  readonly columns: readonly SnapshotColumn[];
  /** Pages of a Parquet file that were read so far; absent for a text, which has none. */
  readonly pages?: ReadPages;
  /** The rows, in order; stops when `signal` aborts. Throws UserError if the file is damaged. */
  batches(signal?: AbortSignal): AsyncIterable<SnapshotBatch>;
}

/** How many pages were read, and how many of them have no checksum, so that damage in them may not be noticed. */
export interface ReadPages {
  readonly all: number;
  readonly unchecked: number;
}

/** Progress of an import; `rows` is null if the table does not say how many it has. */
export interface ImportProgress {
  readonly models: number;
  readonly rows: number | null;
}

/** Rows that an import skipped, by reason. */
export interface SkippedRows {
  readonly withoutId: number;
  readonly duplicates: number;
  /** Rows that cannot be read for sure. */
  readonly damaged: number;
  /** The first row that was skipped; null if none was. */
  readonly first: RowPlaceInTable | null;
}

/** Cards whose metadata is not JSON: `mended` have NaN or Infinity, which is unknown; of `unread` nothing is known. */
export interface BadCards {
  readonly mended: number;
  readonly unread: number;
}

/** Where a row is: the line on which it starts in a text, otherwise its number; both from 1. */
export interface RowPlaceInTable {
  readonly unit: "line" | "row";
  readonly number: number;
}

/** What is known about a snapshot without reading its columns. */
export interface SnapshotFacts {
  readonly models: number;
  /** Child-parent pairs with both models in the snapshot. */
  readonly edges: number;
  readonly columns: readonly SnapshotColumn[];
  /** The latest time in the table, about when it was made, in ms since 1970; null if it has no times. */
  readonly takenAt: number | null;
  readonly skipped: SkippedRows;
  /** Absent in a snapshot of an earlier version, which did not count them. */
  readonly badCards?: BadCards;
}

/** An analysis that is limited because a table lacks the columns `missing`, or their values cannot be read. */
export interface AnalysisLoss {
  readonly id: string;
  readonly missing: readonly string[];
}

/** An import that lost too many rows to replace a snapshot; the sentence says which. */
export interface RefusedImport {
  readonly refused: string;
}

/** A snapshot that was just imported, and the analyses limited by columns missing from its table. */
export interface ImportedSnapshot extends SnapshotFacts {
  readonly losses: readonly AnalysisLoss[];
  /** Pages of a Parquet file whose damage cannot be noticed, because they have no checksum; 0 for a text, which has no pages. */
  readonly uncheckedPages: number;
  /** The host that sent the table without a mark of its version, so that a replacement meanwhile was not noticed; else null. */
  readonly unmarkedHost: string | null;
}

/** Where a snapshot comes from: a local path or an http(s) URL. */
export type SnapshotSource = { readonly path: string } | { readonly url: string };

/** The tables under `hub` for queries: the imported snapshot of the whole Hub, with the column names of the index. */
export const hubTables = {
  models: [
    "id",
    "author",
    "license",
    "license_name",
    "task",
    "library",
    "downloads",
    "likes",
    "parameters",
    "created_at",
    "last_modified",
  ],
  edges: ["child", "parent", "relation", "resolved"],
  model_languages: ["model", "language"],
  model_datasets: ["model", "dataset"],
} as const;

/** The name of a table under `hub`. */
export type HubTableName = keyof typeof hubTables;
