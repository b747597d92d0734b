import type { Evidence } from "../evidence";
import type { ModelBuild } from "./model-config";

/** What the files of a model tell of its parents. */
export interface FileFacts {
  readonly evidence: readonly Evidence[];
  /** How the model is built; null if no file says so. */
  readonly build: ModelBuild | null;
  /** Hashes of weights, by the names of their files. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly isAdapter: boolean;
  /** Whether there are weights whose hashes are not known: in another format, in a folder, or shards that are not here. */
  readonly hasOtherWeights: boolean;
  /** What could not be read of configurations, which name parents. */
  readonly broken: readonly BrokenFile[];
}

/** A configuration that could not be read, or only in part. */
export interface BrokenFile {
  readonly name: string;
  /** Why, as the end of a sentence that begins with the name. */
  readonly fault: string;
}

/** `config.json is empty.` */
export function brokenInWords({ name, fault }: BrokenFile): string {
  return `${name} ${fault}.`;
}

/** What is compared with the files of another model: its hashes of weights, by the names of their files, and its build. */
export type ComparedFiles = Pick<FileFacts, "build" | "hashes">;
