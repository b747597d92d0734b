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
}

/** Whether the files tell anything at all. */
export function tellsNothing({ evidence, build, hashes }: FileFacts): boolean {
  return evidence.length === 0 && build === null && hashes.size === 0;
}

/** What is compared with the files of another model: its hashes of weights, by the names of their files, and its build. */
export type ComparedFiles = Pick<FileFacts, "build" | "hashes">;
