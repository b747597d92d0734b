import { t } from "../../words/words";
import { declaredParents } from "../card";
import { removeItem } from "../edits";
import type { Rule } from "../finding";
import { isSelf } from "../parents";

/** Reports a model that names itself as its parent, which leaves the Hub's model tree empty. */
export const baseModelSelf: Rule = {
  id: "base-model/self",
  severity: "error",
  summary: "Finds a base_model that is the model itself.",
  *check(card, context) {
    const field = card.frontMatter.fields.get("base_model");
    if (field === undefined) return;
    for (const { id, range, problem } of declaredParents(card.frontMatter)) {
      if (problem !== null || !isSelf(id, context)) continue;
      const item = field.items.find(each => each.range === range);
      const edit = item === undefined ? null : removeItem(card, field, item);
      yield {
        message: t`base_model ${id} is this model itself, which breaks its family tree; name the model that it was made from, or remove the entry.`,
        range,
        fixes:
          edit === null ? [] : [{ title: t`Remove ${id} from base_model`, edits: [edit], isChoice: true }],
      };
    }
  },
};
