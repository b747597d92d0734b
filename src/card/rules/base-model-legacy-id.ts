import { declaredParents } from "../card";
import type { Rule } from "../finding";

/** Reports a parent without a namespace: the Hub has moved those models, and new ones all have one. */
export const baseModelLegacyId: Rule = {
  id: "base-model/legacy-id",
  severity: "hint",
  summary: "Finds a base_model without a namespace, as only the oldest models of the Hub had one.",
  *check({ frontMatter }, { lookup }) {
    for (const { id, range, problem } of declaredParents(frontMatter)) {
      if (problem !== null || id.includes("/")) continue;
      const known = lookup(id);
      // What the Hub says of it, other rules tell: missing, or renamed.
      if (known.state === "missing" || (known.state === "known" && known.id !== id)) continue;
      yield {
        message: `base_model ${id} has no namespace; write the full id, namespace/${id}.`,
        range,
        fixes: [],
      };
    }
  },
};
