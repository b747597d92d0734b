import type { Rule } from "../finding";

/** Reports YAML that the Hub cannot read, where it breaks. */
export const frontMatterInvalid: Rule = {
  id: "front-matter/invalid",
  severity: "error",
  summary:
    "Finds front matter that the Hub cannot read: broken YAML, a key that stands twice, no closing fence.",
  *check({ frontMatter }) {
    for (const { message, range } of frontMatter.problems) yield { message, range, fixes: [] };
  },
};
