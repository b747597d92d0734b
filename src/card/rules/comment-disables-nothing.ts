import { t } from "../../words/words";
import type { Rule } from "../finding";
import { shown } from "../sentence-parts";

/** Reports a disable comment that names no rule or an unknown one, or gives no reason. */
export const commentDisablesNothing: Rule = {
  id: "comment/disables-nothing",
  severity: "warning",
  summary: "Finds a disable comment that names no rule or an unknown one, or gives no reason.",
  *check({ disables }) {
    for (const { rules, unknown, reason, range } of disables) {
      const [first] = unknown;
      if (rules.length === 0) {
        yield { message: t`This comment names no rule; add rule: reason to it.`, range, fixes: [] };
      } else if (first !== undefined) {
        yield { message: t`There is no rule ${shown(first)}; correct the name.`, range, fixes: [] };
      } else if (reason === "") {
        const message = t`This comment silences ${rules[0]} without a reason; add one after a colon.`;
        yield { severity: "hint", message, range, fixes: [] };
      }
    }
  },
};
