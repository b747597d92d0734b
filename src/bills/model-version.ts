import type { Model } from "../lineage/model";
import type { Bill } from "./bill";

/** The state of a model's repo that a bill is about. */
export interface ModelVersion {
  /** 40 hex digits; null if it is not known. */
  readonly commit: string | null;
  /** The commit, else when the main branch was last changed; null if neither is known. */
  readonly version: string | null;
  /** Where the commit is from, in words, or that it is not known. */
  readonly source: string;
}

const sources = {
  hub: "the main branch on the Hub",
  cache: "a snapshot in the Hub's cache",
  clone: "a clone of the repo, where files may have been changed since",
};

/** The version of a model. Of a model in a folder, what the Hub has now says nothing of the files there. */
export function modelVersion(
  { id, commit: onHub, lastModified }: Pick<Model, "id" | "commit" | "lastModified">,
  { family, checkout }: Pick<Bill, "family" | "checkout">,
): ModelVersion {
  const local = id === family.root ? checkout : null;
  const commit = local === null ? onHub : local.commit;
  return {
    commit,
    version: commit ?? (lastModified === null ? null : `main at ${lastModified}`),
    source: commit === null ? "not known" : sources[local?.from ?? "hub"],
  };
}

/** The identifier of a commit by the Software Heritage archive. */
export function commitSwhid(commit: string): string {
  return `swh:1:rev:${commit}`;
}
