import { declaredParents } from "../card";
import type { Rule } from "../finding";
import { isSelf } from "../parents";

/**
 * Reports a parent that the Hub does not show. A plain 404 is an error: the link is dead for every reader of the
 * card. To a visitor the Hub answers 401 alike for missing and private models, so that this is a warning.
 */
export const baseModelNotFound: Rule = {
  id: "base-model/not-found",
  severity: "error",
  summary: "Finds a base_model that the Hub does not have or does not show.",
  *check({ frontMatter }, context) {
    for (const { id, range, problem } of declaredParents(frontMatter)) {
      if (problem !== null || isSelf(id, context)) continue;
      const known = context.lookup(id);
      if (known.state !== "missing") continue;
      yield known.orPrivate
        ? {
            severity: "warning",
            message: `base_model ${id} is missing or private: the Hub does not show it to visitors; check the id, or sign in if you may see it.`,
            range,
            fixes: [],
          }
        : {
            message: `base_model ${id} does not exist on the Hub; correct the id, or name a parent that is there.`,
            range,
            fixes: [],
          };
    }
  },
};
