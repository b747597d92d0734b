import { t } from "../../words/words";
import { declaredParents } from "../card";
import { writeText } from "../edits";
import type { Rule } from "../finding";
import { isSelf, relationOf } from "../parents";

/** Reports a finetune or merge of a quantized copy; adapters are trained on those, complete models rarely. */
export const baseModelQuantizedParent: Rule = {
  id: "base-model/quantized-parent",
  severity: "info",
  summary:
    "Finds a finetune or merge whose parent is a quantized copy (requires the parent's data from the Hub).",
  *check(card, context) {
    const relation = relationOf(card, context);
    if (relation === "adapter" || relation === "quantized") return;
    for (const { id, range, problem } of declaredParents(card.frontMatter)) {
      if (problem !== null || isSelf(id, context)) continue;
      const known = context.lookup(id);
      const source =
        known.state === "known" ? known.parents.find(edge => edge.relation === "quantized") : undefined;
      if (source === undefined) continue;
      yield {
        message: t`base_model ${id} is a quantized copy of ${source.parent}; name ${source.parent} if this model was made from its weights.`,
        range,
        fixes: [
          { title: t`Write ${source.parent}`, edits: [writeText(range, source.parent)], isChoice: true },
        ],
        related: { message: t`The parent was quantized from this model`, id: source.parent },
      };
    }
  },
};
