import { declaredParents } from "../card";
import type { Rule } from "../finding";
import { isSelf } from "../parents";

/**
 * Reports a parent that the Hub does not show. A plain 404 is an error: the link is dead for every reader of the card.
 * A 401 is only a warning, since the Hub gives visitors that answer for missing and private models alike.
 */
export const baseModelNotFound: Rule = {
  id: "base-model/not-found",
  severity: "error",
  summary: "Finds a base_model that does not exist on the Hub or is not visible.",
  *check({ frontMatter }, context) {
    for (const { id, range, problem } of declaredParents(frontMatter)) {
      if (problem !== null || isSelf(id, context)) continue;
      const known = context.lookup(id);
      if (known.state !== "missing") continue;
      yield known.orPrivate
        ? {
            severity: "warning",
            message: `base_model ${id} is missing or private, so visitors cannot see it; check the ID, or sign in if you have access.`,
            range,
            fixes: [],
          }
        : {
            message: `base_model ${id} does not exist on the Hub; correct the ID, or name a parent that exists.`,
            range,
            fixes: [],
          };
    }
  },
};
