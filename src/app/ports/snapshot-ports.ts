/** A table of the whole Hub, to be read in any order. Reads throw UserError or HubError. */
export interface SnapshotBytes {
  /** What to call it in a message: a path or an address. */
  readonly name: string;
  readonly byteLength: number;
  /** Bytes from `start` up to `end`, the latter not included. */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
  close(): Promise<void>;
}

/** A part of a file on the Hub: what was asked for, how long the whole is, and the ETag of the whole. */
export interface FilePart {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly total: number;
  readonly etag: string | null;
}

/** Which part of which file: bytes `from` up to `to`, the latter not included. */
export interface FilePartRequest {
  readonly url: string;
  readonly from: number;
  readonly to: number;
}

/** Reads parts of files by http(s). A token goes to the Hub's own host alone. Throws HubError and nothing else. */
export interface HubFiles {
  part(request: FilePartRequest, signal?: AbortSignal): Promise<FilePart>;
}

/** Parts of one state of one file that were read before, so that an interrupted import goes on where it was. */
export interface KeptParts {
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** Names of the columns that a snapshot may have; the first is the only one that it must have. */
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
  "gguf",
  "baseModels",
  "modelCard",
] as const;

/** One column of a snapshot. */
export type SnapshotColumn = (typeof snapshotColumns)[number];

/** Values of one column for the rows of a batch; null where a row has none. */
export type Cells<T> = readonly (T | null | undefined)[];

/**
 * Some rows of a snapshot, column by column; a column that the table lacks is null. Times are in ms since 1970, ids
 * and texts are as they were written.
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
  /** JSON of the header. */
  readonly gguf: Cells<string> | null;
  /** Parents that the Hub resolved, and their relation. */
  readonly relations: Cells<string> | null;
  readonly parents: Cells<readonly (string | null | undefined)[]> | null;
  /** Text of the model card. */
  readonly cards: Cells<string> | null;
}

/** A snapshot that is ready to be read from its beginning. */
export interface SnapshotTable {
  /** Number of rows, where the table tells it before it is read. */
  readonly rows: number | null;
  readonly columns: readonly SnapshotColumn[];
  /** The rows in their order; stops when `signal` aborts. Throws UserError for damage. */
  batches(signal?: AbortSignal): AsyncIterable<SnapshotBatch>;
}

/** How far an import is; `rows` and `bytes` are null where the table does not tell. */
export interface ImportProgress {
  readonly models: number;
  readonly rows: number | null;
}

/** Rows that an import left out, by reason. */
export interface SkippedRows {
  readonly withoutId: number;
  readonly duplicates: number;
}

/** What is known of a snapshot without reading its columns. */
export interface SnapshotFacts {
  readonly models: number;
  /** Pairs of a child and a parent that are both in it. */
  readonly edges: number;
  readonly columns: readonly SnapshotColumn[];
  /** The latest time in the table, which is about when it was taken, in ms since 1970; null where it has no times. */
  readonly takenAt: number | null;
  readonly skipped: SkippedRows;
}

/** An analysis that says less because a table lacks the columns `missing`. */
export interface AnalysisLoss {
  readonly id: string;
  readonly missing: readonly string[];
}

/** A snapshot that was just imported, and the analyses that say less because of what its table lacks. */
export interface ImportedSnapshot extends SnapshotFacts {
  readonly losses: readonly AnalysisLoss[];
}

/** Where a snapshot comes from: a path on the disk, or an http(s) address. */
export type SnapshotSource = { readonly path: string } | { readonly url: string };

/** The tables that queries find under `hub`: the imported snapshot of the whole Hub, in the words of the index's own tables. */
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
