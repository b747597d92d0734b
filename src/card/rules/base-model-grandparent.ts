import { repoName } from "../../lineage/repo-id";
import { t } from "../../words/words";
import { declaredParents, declaredRelation, fieldTexts } from "../card";
import { removeItem, writeText } from "../edits";
import type { CardContext, Fix, ParsedCard, Rule, RuleFinding } from "../finding";
import { type KnownParent, knownParents } from "../parents";
import { sourceCandidate } from "../source-model";

/**
 * Reports a grandparent declared as a parent: the parent of another declared parent, or the parent of the model that
 * this one is a converted copy of, judging by its name.
 */
export const baseModelGrandparent: Rule = {
  id: "base-model/grandparent",
  severity: "info",
  summary:
    "Finds a base_model that is a grandparent: the parent of another declared parent, or of the model that this one, judging by its name, is a copy of.",
  *check(card, context) {
    yield* besideItsChild(card, context);
    yield* insteadOfSource(card, context);
  },
};

/** In `[child, grandparent]`, the grandparent is one too many: the Hub takes two parents for a merge. */
function* besideItsChild(card: ParsedCard, context: CardContext): Iterable<RuleFinding> {
  const field = card.frontMatter.fields.get("base_model");
  // A merge may combine a model with its parent.
  const tags = fieldTexts(card.frontMatter.fields.get("tags"));
  const isMerge = declaredRelation(card.frontMatter) === "merge" || tags.some(tag => /merge|moe/i.test(tag));
  if (field === undefined || isMerge) return;
  const parents = knownParents(card, context);
  const childOf = new Map<string, KnownParent>();
  for (const child of parents) {
    for (const id of parentsOf(child.id, context)) if (!childOf.has(id)) childOf.set(id, child);
  }
  for (const { id, declared, model } of parents) {
    const child = childOf.get(id) ?? childOf.get(model.id);
    if (child === undefined || child.id === id) continue;
    const item = field.items.find(each => each.range === declared.range);
    const edit = item === undefined ? null : removeItem(card, field, item);
    const fixes: Fix[] =
      edit === null ? [] : [{ title: t`Remove ${id} from base_model`, edits: [edit], isChoice: true }];
    yield {
      message: t`base_model ${id} is the parent of ${child.id}, which is also listed, and the Hub reads two parents as a merge; keep only ${child.id} if this is not a merge.`,
      range: declared.range,
      fixes,
      related: { message: t`Child of ${id}`, id: child.id },
    };
  }
}

/** `lab/Poet-GGUF` of `lab/base`, where `lab/Poet` exists and was made from `lab/base`. */
function* insteadOfSource(card: ParsedCard, context: CardContext): Iterable<RuleFinding> {
  const [first, ...more] = declaredParents(card.frontMatter);
  if (first === undefined || more.length > 0 || first.problem !== null || context.repo === null) return;
  const candidate = sourceCandidate(context.repo);
  if (candidate === null || candidate === first.id || !parentsOf(candidate, context).includes(first.id))
    return;
  yield {
    message: t`Judging by its name, this model is a copy of ${candidate}, which was made from ${first.id}; name ${candidate} as base_model.`,
    range: first.range,
    fixes: [{ title: t`Write ${candidate}`, edits: [writeText(first.range, candidate)], isChoice: true }],
    related: { message: t`${repoName(candidate)} was made from ${first.id}`, id: candidate },
  };
}

function parentsOf(id: string, { lookup }: CardContext): readonly string[] {
  const known = lookup(id);
  return known.state === "known" ? known.parents.map(edge => edge.parent) : [];
}
