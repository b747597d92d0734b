import type { Rule } from "../finding";

/** Reports YAML that the Hub cannot read, at the point where it breaks. */
export const frontMatterInvalid: Rule = {
  id: "front-matter/invalid",
  severity: "error",
  summary: "Finds front matter that the Hub cannot read: broken YAML, a duplicate key, or no closing fence.",
  *check({ frontMatter }) {
    for (const { message, range } of frontMatter.problems) yield { message, range, fixes: [] };
  },
};
