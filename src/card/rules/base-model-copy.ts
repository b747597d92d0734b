import { t } from "../../words/words";
import { declaredParents, declaredRelation } from "../card";
import type { CardContext, ParsedCard, Rule, RuleFinding } from "../finding";
import { addParents } from "../inferred/add-parents";
import { comparedIds } from "../inferred/compared-ids";
import { presentId } from "../inferred/inferred-parents";

/** Reports weights that are another model's, byte for byte. */
export const baseModelCopy: Rule = {
  id: "base-model/copy",
  severity: "warning",
  summary: "Finds weights next to the card that are those of another model, byte for byte.",
  *check(card, context) {
    const { told, filesOf } = context;
    if (told === undefined || told === null || told.hashes.size === 0 || filesOf === undefined) return;
    if (card.frontMatter.problems.length > 0) return;
    // Weights of which no hash is known may differ.
    if (told.hasOtherWeights) return;
    const own = [...told.hashes.values()];
    for (const id of comparedIds(card, context)) {
      const theirs = new Set(filesOf(id)?.hashes.values() ?? []);
      if (!own.every(hash => theirs.has(hash)) || isLater(id, context)) continue;
      const finding = said(card, context, id);
      if (finding !== null) yield finding;
      return;
    }
  },
};

function said(card: ParsedCard, context: CardContext, id: string): RuleFinding | null {
  const declared = declaredParents(card.frontMatter);
  const same = declared.find(each => presentId(each.id, context) === id);
  const related = { message: t`It has the same files of weights`, id };
  const relation = declaredRelation(card.frontMatter);
  // A card that only names the parent does not say that anything was changed.
  if (same !== undefined && relation !== "finetune" && relation !== "merge") return null;
  if (same !== undefined)
    return {
      severity: "info",
      message: t`The weights next to this card are byte for byte those of base_model ${id}, so nothing was trained; say that this is a copy, or upload the weights that were meant.`,
      range: same.range,
      fixes: [],
      related,
    };
  const { fields } = card.frontMatter;
  const range = (fields.get("base_model") ?? [...fields.values()][0])?.keyRange;
  if (range === undefined) return null;
  return {
    message: t`The weights next to this card are byte for byte those of ${id}, which this card does not declare; name it as base_model.`,
    range,
    fixes: declared.length === 0 ? addParents(card, context, [{ parent: id, relation: "unknown" }]) : [],
    related,
  };
}

/** Whether the other model came later or names this one as its parent, so that it is the copy. */
function isLater(id: string, { repo, lookup }: CardContext): boolean {
  if (repo === null) return false;
  const [own, theirs] = [lookup(repo), lookup(id)];
  if (theirs.state !== "known") return false;
  if (theirs.parents.some(({ parent }) => parent.toLowerCase() === repo.toLowerCase())) return true;
  const before = own.state === "known" ? own.model.createdAt : null;
  const after = theirs.model.createdAt;
  return before !== null && after !== null && after > before;
}
