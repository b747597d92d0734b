import { declaredParents } from "../card";
import type { CardContext, ParsedCard } from "../finding";
import { sourceCandidate } from "../source-model";
import { inferredParents, presentId } from "./inferred-parents";

const mostCompared = 5;
const leastProbable = 0.5;

/** The models whose weights and build are worth comparing with the files next to a card: what it declares, and what is likely. */
export function comparedIds(card: ParsedCard, context: CardContext): readonly string[] {
  const { told, repo } = context;
  if (told === undefined || told === null || (told.hashes.size === 0 && told.build === null)) return [];
  const declared = declaredParents(card.frontMatter).flatMap(({ id, problem }) =>
    problem === null ? [id] : [],
  );
  const likely = told.hashes.size === 0 ? [] : likelyIds(card, context);
  const ids = [...declared.slice(0, 3), ...likely].flatMap(id => presentId(id, context) ?? []);
  return [...new Set(ids)].filter(id => id.toLowerCase() !== repo?.toLowerCase()).slice(0, mostCompared);
}

/** The models that speak for themselves as parents, whether declared or not. */
function likelyIds(card: ParsedCard, context: CardContext): readonly string[] {
  const inferred = inferredParents(card, context).filter(({ probability }) => probability >= leastProbable);
  const source = context.repo === null ? null : sourceCandidate(context.repo);
  return [...inferred.map(({ parent }) => parent), ...(source === null ? [] : [source])];
}
