import { t } from "../../words/words";
import { declaredParents, declaredRelation } from "../card";
import type { CardContext, Rule, RuleFinding } from "../finding";
import { isSelf } from "../parents";
import { nameWithoutSize } from "../source-model";

/** Reports a sibling declared as a parent: the same model in another size, or another quantized copy. */
export const baseModelSibling: Rule = {
  id: "base-model/sibling",
  severity: "hint",
  summary:
    "Finds a base_model that seems to be a sibling: the same model in another size, or another quantized copy of the same parent.",
  *check({ frontMatter }, context) {
    const relation = declaredRelation(frontMatter);
    for (const { id, range, problem } of declaredParents(frontMatter)) {
      if (problem !== null || isSelf(id, context)) continue;
      const said = otherSize(id, context) ?? (relation === "quantized" ? otherCopy(id, context) : null);
      if (said !== null) yield { ...said, range, fixes: [] };
    }
  },
};

type Said = Pick<RuleFinding, "message" | "related">;

function otherSize(id: string, { repo }: CardContext): Said | null {
  if (repo === null || repo.split("/")[0] !== id.split("/")[0]) return null;
  const own = nameWithoutSize(repo);
  if (own === null || own !== nameWithoutSize(id)) return null;
  const message = t`base_model ${id} is this model in another size, judging by its name; unless one was pruned or grown into the other, they are siblings, so name their parent.`;
  return { message, related: { message: t`The same name in another size`, id } };
}

function otherCopy(id: string, { lookup }: CardContext): Said | null {
  const known = lookup(id);
  const source =
    known.state === "known" ? known.parents.find(edge => edge.relation === "quantized") : undefined;
  if (source === undefined) return null;
  const message = t`base_model ${id} is a quantized copy of ${source.parent}, and so is this model; name ${source.parent} if both were made from it.`;
  return { message, related: { message: t`Quantized from ${source.parent}`, id: source.parent } };
}
