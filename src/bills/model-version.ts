import type { Model } from "../lineage/model";

/** The version of a model: the state of its repo's main branch when it was last changed; null if that is not known. */
export function modelVersion({ lastModified }: Pick<Model, "lastModified">): string | null {
  return lastModified === null ? null : `main at ${lastModified}`;
}
