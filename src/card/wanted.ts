import { isRepoId } from "../lineage/repo-id";
import { ancestry } from "./ancestors";
import { successorIds } from "./card";
import type { CardContext, ParsedCard } from "./finding";
import { declaresNone, inferredParents } from "./inferred/inferred-parents";
import { sourceCandidate } from "./source-model";

/** A card as far as it decides which models are wanted. */
type Written = Pick<ParsedCard, "text" | "frontMatter">;

const mostInferred = 4;
const leastProbable = 0.5;

/** The models that a card without a parent most likely comes from, and those that its files name beside a declared one. */
function namedByEvidence(card: Written, context: CardContext): readonly string[] {
  if (!declaresNone(card))
    return (context.told?.evidence ?? []).flatMap(({ parent }) => parent ?? []).slice(0, mostInferred);
  return inferredParents(card, context)
    .filter(({ probability }) => probability >= leastProbable)
    .slice(0, mostInferred)
    .map(({ parent }) => parent);
}

/**
 * The unknown models that the rules could say more about if they were known: the declared parents, their ancestors,
 * the card's own model, its successor, the model that it is a copy of by name, and what its files and its text name. Ask again after looking these up,
 * since a known parent names its own parents; empty once there is nothing left to look up.
 */
export function wantedIds(card: Written, context: CardContext): readonly string[] {
  const { frontMatter } = card;
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
  for (const id of namedByEvidence(card, context)) lookup(id);
  return [...wanted];
}
