import { t } from "../../words/words";
import { declaredParents, isBlank } from "../card";
import type { Rule } from "../finding";

/** Reports a relation without a parent. */
export const relationWithoutParent: Rule = {
  id: "relation/without-parent",
  severity: "warning",
  summary: "Finds a base_model_relation in a card that names no base_model.",
  *check({ frontMatter }) {
    const field = frontMatter.fields.get("base_model_relation");
    if (field === undefined || isBlank(field.value) || frontMatter.problems.length > 0) return;
    if (declaredParents(frontMatter).length > 0) return;
    const message = t`base_model_relation says how this model was made, but base_model does not say from what; name the parent.`;
    yield { message, range: field.keyRange, fixes: [] };
  },
};
