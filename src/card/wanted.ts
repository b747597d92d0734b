import { isRepoId } from "../lineage/repo-id";
import { ancestry } from "./ancestors";
import { successorIds } from "./card";
import type { CardContext } from "./finding";
import type { FrontMatter } from "./front-matter/front-matter";
import { sourceCandidate } from "./source-model";

/**
 * The unknown models that the rules could say more about if they were known: the declared parents, their ancestors,
 * the card's own model, its successor, and the model that it is a copy of by name. Ask again after looking these up,
 * since a known parent names its own parents; empty once there is nothing left to look up.
 */
export function wantedIds(frontMatter: FrontMatter, context: CardContext): readonly string[] {
  const wanted = new Set<string>();
  const lookup = (id: string) => {
    const known = context.lookup(id);
    if (known.state === "unknown" && isRepoId(id)) wanted.add(id);
    return known;
  };
  ancestry({ frontMatter }, { ...context, lookup });
  for (const id of successorIds(frontMatter)) lookup(id);
  if (context.repo !== null) {
    lookup(context.repo);
    const source = sourceCandidate(context.repo);
    if (source !== null) lookup(source);
  }
  return [...wanted];
}
