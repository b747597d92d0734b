import { isRepoId } from "../../lineage/repo-id";
import type { Evidence } from "../evidence";

/** What a model's tags tell of parents: notebooks for merges tag a model with the IDs of its parents. */
export function tagEvidence(tags: readonly string[]): readonly Evidence[] {
  const isMerge = tags.some(tag => /^(?:merge|mergekit|lazymergekit|moe|frankenmoe)$/i.test(tag));
  const ids = tags.filter(tag => tag.includes("/") && isRepoId(tag)).slice(0, 100);
  return ids.map(id => ({
    kind: "tag",
    clue: "tag/id",
    parent: id,
    seen: id,
    where: "tags",
    relation: isMerge ? "merge" : null,
    ...(isMerge ? { isOneOfSeveral: true as const } : {}),
  }));
}
