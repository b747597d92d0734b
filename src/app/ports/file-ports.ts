import type { KeptParts } from "./snapshot-ports";

/** A saved database, and a mark that is unique to this version of the file. */
export interface SavedDatabase {
  readonly bytes: Uint8Array;
  readonly mark: string;
  /** A sentence for the user about newer files that were damaged, if there were any. */
  readonly notice?: string;
}

/** A database fully written to disk next to the saved one. */
export interface StagedDatabase {
  /** Atomically replaces the saved database and returns the new mark. */
  commit(): Promise<string>;
  /** Removes it. */
  drop(): Promise<void>;
}

/** Storage for the index: a saved database and, where files can be appended to, a log of segments. */
export interface IndexFiles {
  read(): Promise<SavedDatabase | null>;
  /** The current mark of the saved database; null if there is none. */
  mark(): Promise<string | null>;
  stage(bytes: Uint8Array): Promise<StagedDatabase>;
  /** Moves a damaged database to a place where it is never overwritten, and returns that place. */
  setAside(): Promise<string>;
  /**
   * Runs `work` exclusively, or returns null at once if another process is doing such work. `held` says whether the lock
   * is still held, because a process that stalls for too long loses it.
   */
  alone<T>(work: (held: () => Promise<boolean>) => Promise<T>): Promise<T | null>;
  /** Null if files cannot be appended to (the web), where every save replaces the database. */
  readonly segments: SegmentFiles | null;
}

/** The index of one Hub in an index folder, which may have those of several. */
export interface HubIndexFiles {
  /** The base of the Hub whose answers it holds. */
  readonly hub: string;
  readonly files: IndexFiles;
  /** The folder with its files. */
  readonly place: string;
  /** Whether anything of that Hub was stored before. */
  readonly isStored: boolean;
  /** The bases of the other Hubs with an index in the folder. */
  others(): Promise<readonly string[]>;
  /** Removes what is kept beside the index: what the Hub answered about authors. */
  removeBeside(): Promise<void>;
}

/** The log of the index: each process appends to its own segments and reads those of all processes. */
export interface SegmentFiles {
  /** The segments of all processes, in the order they were started. */
  list(): Promise<readonly SegmentInfo[]>;
  /** The bytes from an offset to the end; null if the segment is gone. */
  read(name: string, from: number): Promise<Uint8Array | null>;
  begin(): Promise<OpenSegment>;
  remove(name: string): Promise<void>;
  /** Moves what lies in place of a segment and is no file out of the way, and returns where it is now. */
  setAside(name: string): Promise<string>;
  /** Copies a damaged segment to a place where it is never read or removed, and returns that place. */
  keepCopy(name: string): Promise<string>;
}

/**
 * A segment in the folder; `finished` if the process that wrote it is gone. `isFile` is false for a folder, a pipe, or a
 * link to nothing in its place.
 */
export interface SegmentInfo {
  readonly isFile: boolean;
  readonly name: string;
  readonly bytes: number;
  readonly finished: boolean;
}

/** A segment that this process is writing. */
export interface OpenSegment {
  readonly name: string;
  /** Appends bytes and waits for the disk. After a failure, the segment must not be written again. */
  append(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Plain files in one folder, which cannot be appended to and may be left half-written (VS Code's own file system). */
export interface NamedFiles {
  /** The names of the files; empty if there is no folder. */
  list(): Promise<readonly string[]>;
  read(name: string): Promise<Uint8Array>;
  write(file: { readonly name: string; readonly bytes: Uint8Array }): Promise<void>;
  rename(names: { readonly from: string; readonly to: string }): Promise<void>;
  remove(name: string): Promise<void>;
}

/** The snapshot's open file; reads are synchronous and throw UserError past its end. */
export interface OpenSnapshotFile {
  readonly bytes: number;
  /** A mark that is unique to this version of the file. */
  readonly mark: string;
  read(into: Uint8Array, from: number): void;
  close(): void;
}

/** Storage for the snapshot of the whole Hub: one file, written once and then only read. */
export interface SnapshotFiles {
  /** CRC-32 of bytes. */
  checksum(bytes: Uint8Array): number;
  open(): Promise<OpenSnapshotFile | null>;
  /** The current mark of the file; null if there is none. */
  mark(): Promise<string | null>;
  /** Atomically replaces the file with these bytes. */
  replace(pieces: Iterable<Uint8Array>): Promise<void>;
  /**
   * Moves a damaged file, known by its mark, out of the way and returns its new place, or null if the file is not that one
   * anymore. Only the latest damaged file is kept, because it can be imported again.
   */
  setAside(mark: string): Promise<string | null>;
  remove(): Promise<void>;
  /** What was found out about the file with this mark and can be found out again, kept beside it until the file is replaced. */
  derived(mark: string): KeptParts;
  /** The downloaded parts of one version (`state`) of a remote file, kept until it is imported. */
  kept(state: string): KeptParts;
  dropParts(): Promise<void>;
}

/** A text that is kept in one small file. Every call throws UserError if the disk fails. */
export interface KeptTextFile {
  /** Where it is, for messages. */
  readonly place: string;
  /** The text; null if there is no file, and empty for what is no file or has more than `most` bytes. */
  read(most: number): Promise<string | null>;
  /** Atomically replaces the text. */
  write(text: string): Promise<void>;
  /** Moves the file out of the way and returns its new place. */
  setAside(): Promise<string>;
}
