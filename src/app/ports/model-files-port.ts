import type { Asking } from "./asking";
import type { FileText } from "./file-text";

/** One file of a model. */
export interface ModelFile {
  /** Its path in the repo. */
  readonly name: string;
  /** In bytes; null if unknown. */
  readonly size: number | null;
  /** The hash of its bytes, as far as it is known without reading them. */
  readonly sha256: string | null;
  readonly isFolder?: true;
}

/** The files of one model, in a folder or on the Hub. Names that are not listed need not be asked for. */
export interface ModelFiles {
  /** Where they are, in messages. */
  readonly place: string;
  /** Null if they cannot be listed. */
  list(): Promise<readonly ModelFile[] | null>;
  /** The names in a folder of theirs; absent where they would have to be requested. */
  inside?(folder: string): Promise<readonly string[]>;
  /** A text of at most `most` bytes, or why there is none. */
  text(name: string, most: number): Promise<FileText>;
  /** The first bytes of a file, at most so many; null if there is none. */
  head(name: string, bytes: number): Promise<Uint8Array | null>;
}

/** Files of models on the Hub. Every call throws HubError and nothing else. */
export interface ModelFilesPort {
  /** The files at the top of a model's repo, with the hashes of the large ones. */
  tree(id: string, ask?: Asking): Promise<readonly ModelFile[]>;
  /** The text of a file. */
  text(id: string, name: string, most: number, ask?: Asking): Promise<FileText>;
  /** The first bytes of a file, requested as a range. */
  head(id: string, name: string, bytes: number, ask?: Asking): Promise<Uint8Array>;
}
