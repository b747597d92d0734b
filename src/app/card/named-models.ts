import { successorIds } from "../../card/card";
import { sourceCandidate } from "../../card/source-model";
import { isRepoId } from "../../lineage/repo-id";
import type { CardSubject } from "./card-subject";

/** The models that the rules need for a card: its own, the one its name suggests it copies, its parents, and its successor. */
export function namedModels({ identity, frontMatter, parents }: CardSubject): readonly string[] {
  const own = identity === null ? [] : [identity.repo, sourceCandidate(identity.repo)];
  const ids = [...own, ...parents, ...successorIds(frontMatter).filter(isRepoId)];
  return [...new Set(ids.filter(id => id !== null))];
}
