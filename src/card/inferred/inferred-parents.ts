import { proseEvidence } from "../../evidence/card/prose";
import { tagEvidence } from "../../evidence/card/tag-evidence";
import { combine } from "../../evidence/combine";
import type { Evidence, InferredParent } from "../../evidence/evidence";
import { nameEvidence } from "../../evidence/names/alike";
import { childrenIn } from "../../lineage/model";
import { declaredParents, fieldTexts } from "../card";
import { type CardContext, missingModel, type ParsedCard } from "../finding";
import type { Field } from "../front-matter/front-matter";
import { sourceCandidate } from "../source-model";

/** The least log-odds that a copy by its name was made from the author's own model of that name. */
const ownCopyWeight = 3;

/**
 * The parents that the files next to a card, its text, its tags, and its name speak for, most probable first. A model that the
 * Hub does not show is none.
 */
export function inferredParents(
  card: Pick<ParsedCard, "text" | "frontMatter">,
  context: CardContext,
): readonly InferredParent[] {
  const how = { self: context.repo, resolve: (id: string) => presentId(id, context) };
  return combine(evidenceOf(card, context), how);
}

/** What the files next to a card, its text, its tags, and its name tell of parents, whether or not it leads to a model. */
export function evidenceOf(
  card: Pick<ParsedCard, "text" | "frontMatter">,
  context: CardContext,
): readonly Evidence[] {
  return [...(context.told?.evidence ?? []), ...proseOf(card), ...tagsOf(card, context), ...nameOf(context)];
}

/** What the text of a card tells, by its front matter: which models are wanted is asked several times for each card. */
const read = new WeakMap<
  ParsedCard["frontMatter"],
  { readonly text: string; readonly evidence: readonly Evidence[] }
>();

function proseOf({ text, frontMatter }: Pick<ParsedCard, "text" | "frontMatter">): readonly Evidence[] {
  const known = read.get(frontMatter);
  if (known?.text === text) return known.evidence;
  const evidence = proseEvidence(text.slice(frontMatter.block?.end ?? 0));
  read.set(frontMatter, { text, evidence });
  return evidence;
}

/** The ID by which the Hub knows a model today; null if the Hub does not show it, and the same one if nothing is known. */
export function presentId(id: string, { lookup }: CardContext): string | null {
  const known = lookup(id);
  if (missingModel(known) !== null) return null;
  return known.state === "known" ? known.id : id;
}

/** Whether a card declares no parent although one could be added to it. */
export function declaresNone({ frontMatter }: Pick<ParsedCard, "frontMatter">): boolean {
  return frontMatter.problems.length === 0 && declaredParents(frontMatter).length === 0;
}

/** Tags of merges name models; other tags with a slash are as often data sets or environments, unless the Hub has such a model. */
function tagsOf(
  { frontMatter: { fields } }: Pick<ParsedCard, "frontMatter">,
  { lookup }: CardContext,
): readonly Evidence[] {
  const data = new Set(fieldTexts(fields.get("datasets")));
  return tagEvidence(fieldTexts(fields.get("tags"))).filter(
    ({ parent, isOneOfSeveral }) =>
      parent !== null && !data.has(parent) && (isOneOfSeveral === true || lookup(parent).state === "known"),
  );
}

function nameOf({ repo, lookup }: CardContext): readonly Evidence[] {
  const source = repo === null ? null : sourceCandidate(repo);
  if (repo === null || source === null) return [];
  const [known, own] = [lookup(source), lookup(repo)];
  if (known.state !== "known") return [];
  const { createdAt, childCounts } = known.model;
  const created = own.state === "known" ? own.model.createdAt : null;
  return nameEvidence(repo, created, [{ id: known.id, children: childrenIn(childCounts), createdAt }]).map(
    piece => ({ ...piece, weight: Math.max(piece.weight ?? 0, ownCopyWeight) }),
  );
}

/** Where what is missing about parents is shown: at the key of `base_model`, else at the first key. */
export function placeOfParents({
  frontMatter: { fields },
}: Pick<ParsedCard, "frontMatter">): Field["keyRange"] | undefined {
  return (fields.get("base_model") ?? [...fields.values()][0])?.keyRange;
}
