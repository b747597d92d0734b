import type { Evidence, InferredParent } from "../../evidence/evidence";
import { declaredParents } from "../card";
import type { CardContext, ParsedCard } from "../finding";
import { declaresNone, evidenceOf, inferredParents, presentId } from "./inferred-parents";
import { standsFor } from "./stands-for";

/** Below this probability nothing is said: "based on" alone, which is as often said of what a model is compared with, has 80%. */
const leastProbable = 0.85;

/** The most probable one of inferred parents, or all models of a merge; none if none is likely. */
export function likelyParents(inferred: readonly InferredParent[]): readonly InferredParent[] {
  const likely = inferred.filter(({ probability }) => probability >= leastProbable);
  const merged = likely.filter(({ evidence }) => evidence.some(piece => piece.isOneOfSeveral));
  return merged.length > 1 ? merged : likely.slice(0, 1);
}

/** Files that tools write the parent into; the path in a config.json is often an earlier one of the model's own. */
export function isFirm({ kind, where, parent }: Evidence, { lookup }: CardContext): boolean {
  if (where.startsWith("README.md")) return false;
  if (kind === "config") return parent !== null && lookup(parent).state === "known";
  return kind === "adapter-config" || kind === "mergekit" || kind === "gguf" || kind === "same-weights";
}

/**
 * What the evidence of a merge names that leads to no model which the Hub shows, as it is written: the likely parents are then
 * not all that was merged.
 */
export function lostParts(card: Pick<ParsedCard, "text" | "frontMatter">, context: CardContext): string[] {
  const parts = evidenceOf(card, context).filter(
    ({ parent, isOneOfSeveral }) =>
      isOneOfSeveral === true && (parent === null || presentId(parent, context) === null),
  );
  return [...new Set(parts.map(({ seen }) => seen))];
}

/** A parent that a card does not declare, and what speaks for it. */
export interface UndeclaredParent {
  readonly parent: string;
  readonly seen: string;
  readonly where: string;
}

/**
 * The likely parents that a card does not declare: what files say in any case, and what text, tags, and names say of a card
 * that declares none.
 */
export function undeclaredParents(
  card: Pick<ParsedCard, "text" | "frontMatter">,
  context: CardContext,
): readonly UndeclaredParent[] {
  const declared = declaredParents(card.frontMatter).filter(({ problem }) => problem === null);
  return likelyParents(inferredParents(card, context)).flatMap(({ parent, evidence }) => {
    if (declared.some(({ id }) => standsFor(id, parent, context))) return [];
    const [first] = declaresNone(card) ? evidence : evidence.filter(piece => isFirm(piece, context));
    return first === undefined ? [] : [{ parent, seen: first.seen, where: first.where }];
  });
}
