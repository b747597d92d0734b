import { isRepoId } from "../lineage/repo-id";
import { ancestry } from "./ancestors";
import { fieldTexts } from "./card";
import type { CardContext } from "./finding";
import type { FrontMatter } from "./front-matter/front-matter";
import { sourceCandidate } from "./source-model";

/**
 * The models that the rules would say more about if they were known: the declared parents, what is above them, the
 * card's own model, its successor, and the model that it is a copy of by name. Whoever has found out about these
 * asks again, for a known parent names its own parents; empty once nothing is left to learn.
 */
export function wantedIds(frontMatter: FrontMatter, context: CardContext): readonly string[] {
  const wanted = new Set<string>();
  const lookup = (id: string) => {
    const known = context.lookup(id);
    if (known.state === "unknown" && isRepoId(id)) wanted.add(id);
    return known;
  };
  ancestry({ frontMatter }, { ...context, lookup });
  for (const id of fieldTexts(frontMatter.fields.get("new_version"))) lookup(id);
  if (context.repo !== null) {
    lookup(context.repo);
    const source = sourceCandidate(context.repo);
    if (source !== null) lookup(source);
  }
  return [...wanted];
}
