import { t } from "../../words/words";
import { declaredParents } from "../card";
import type { Rule } from "../finding";

/** Reports a parent without a namespace: the Hub has moved those models, and all new ones have a namespace. */
export const baseModelLegacyId: Rule = {
  id: "base-model/legacy-id",
  severity: "hint",
  summary: "Finds a base_model without a namespace; only the oldest models on the Hub had such IDs.",
  *check({ frontMatter }, { lookup }) {
    for (const { id, range, problem } of declaredParents(frontMatter)) {
      if (problem !== null || id.includes("/")) continue;
      const known = lookup(id);
      // Other rules report a missing or renamed model.
      if (known.state === "missing" || (known.state === "known" && known.id !== id)) continue;
      const isNone = /^(?:none|null|n\.?a\.?|todo|tbd|unknown|nothing)$/i.test(id);
      yield {
        message: isNone
          ? t`base_model ${id} names no model; remove the key, or write the ID of the parent.`
          : t`base_model ${id} has no namespace; write the full ID, namespace/${id}.`,
        range,
        fixes: [],
      };
    }
  },
};
