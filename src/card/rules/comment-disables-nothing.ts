import type { Rule } from "../finding";
import { shown } from "../sentence-parts";

/** Reports a comment that should silence a rule and names none that exists, or gives no reason. */
export const commentDisablesNothing: Rule = {
  id: "comment/disables-nothing",
  severity: "warning",
  summary: "Finds a comment that should silence a rule and names none that exists, or gives no reason.",
  *check({ disables }) {
    for (const { rules, unknown, reason, range } of disables) {
      const [first] = unknown;
      if (rules.length === 0) {
        yield { message: "This comment names no rule; write rule: reason behind it.", range, fixes: [] };
      } else if (first !== undefined) {
        yield { message: `There is no rule ${shown(first)}; correct its name.`, range, fixes: [] };
      } else if (reason === "") {
        const message = `This comment silences ${rules[0]} without a reason; write one behind a colon.`;
        yield { severity: "hint", message, range, fixes: [] };
      }
    }
  },
};
