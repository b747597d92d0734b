import type { KeptParts } from "./snapshot-ports";

/** A saved database and a mark of that file, which no other file in its place ever has. */
export interface SavedDatabase {
  readonly bytes: Uint8Array;
  readonly mark: string;
  /** A sentence for the person about newer files that were damaged, where there were any. */
  readonly notice?: string;
}

/** A database that is written to the disk whole, beside the saved one. */
export interface StagedDatabase {
  /** Puts it in the place of the saved one, all or nothing, and answers its mark. */
  commit(): Promise<string>;
  /** Removes it. */
  drop(): Promise<void>;
}

/** Where the index is kept: a saved database and, where files can grow, a log of segments beside it. */
export interface IndexFiles {
  read(): Promise<SavedDatabase | null>;
  /** The mark of the saved database as it is now; null where there is none. */
  mark(): Promise<string | null>;
  stage(bytes: Uint8Array): Promise<StagedDatabase>;
  /** Keeps a damaged database at a place where nothing replaces it, and answers that place. */
  setAside(): Promise<string>;
  /**
   * Does the work while no other process does such work, or answers null at once because one does. `held` says
   * whether this still holds: a process that stood still for long loses its turn.
   */
  alone<T>(work: (held: () => Promise<boolean>) => Promise<T>): Promise<T | null>;
  /** Null where files cannot grow (the web): there every save replaces the database. */
  readonly segments: SegmentFiles | null;
}

/** The log of the index: each process adds to segments of its own, and reads those of all. */
export interface SegmentFiles {
  /** The segments of all processes, in the order in which they were begun. */
  list(): Promise<readonly SegmentInfo[]>;
  /** The bytes from a place to the end; null where the segment is gone. */
  read(name: string, from: number): Promise<Uint8Array | null>;
  begin(): Promise<OpenSegment>;
  remove(name: string): Promise<void>;
  /** Copies a damaged segment to a place where it is never read or removed, and answers that place. */
  keepCopy(name: string): Promise<string>;
}

/** A segment as it lies in the folder; `finished` when the process that wrote it is gone. */
export interface SegmentInfo {
  readonly name: string;
  readonly bytes: number;
  readonly finished: boolean;
}

/** A segment that this process writes. */
export interface OpenSegment {
  readonly name: string;
  /** Adds bytes and waits for the disk. Once it failed, the segment is not to be written again. */
  append(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Plain files of one folder, of which none can grow and a write may leave half a file (VS Code's own file system). */
export interface NamedFiles {
  /** The names of the files; none where there is no folder. */
  list(): Promise<readonly string[]>;
  read(name: string): Promise<Uint8Array>;
  write(file: { readonly name: string; readonly bytes: Uint8Array }): Promise<void>;
  rename(names: { readonly from: string; readonly to: string }): Promise<void>;
  remove(name: string): Promise<void>;
}

/** The snapshot's file, open; reads wait for the disk, and throw UserError past its end. */
export interface OpenSnapshotFile {
  readonly bytes: number;
  /** What no other file in its place has. */
  readonly mark: string;
  read(into: Uint8Array, from: number): void;
  close(): void;
}

/** Where the snapshot of the whole Hub is kept: one file, written once and then only read. */
export interface SnapshotFiles {
  /** CRC-32 of bytes. */
  checksum(bytes: Uint8Array): number;
  open(): Promise<OpenSnapshotFile | null>;
  /** The mark of the file as it is now; null where there is none. */
  mark(): Promise<string | null>;
  /** Puts these bytes in the file's place, all or nothing. */
  replace(pieces: Iterable<Uint8Array>): Promise<void>;
  remove(): Promise<void>;
  /** The parts of a remote file in one state that are kept until it is imported. */
  kept(state: string): KeptParts;
  dropParts(): Promise<void>;
}
