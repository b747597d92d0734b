import { t } from "../../words/words";
import type { Rule } from "../finding";

/** Reports the code for Norwegian without quotes, which many YAML parsers read as false. */
export const languageReadsAsFalse: Rule = {
  id: "language/reads-as-false",
  severity: "info",
  summary:
    "Finds the language no without quotes, which many YAML parsers, including Python's, read as false.",
  *check({ text, frontMatter }) {
    for (const { range } of frontMatter.fields.get("language")?.items ?? []) {
      if (!/^no$/i.test(text.slice(range.start, range.end))) continue;
      yield {
        message: t`Many YAML parsers read language no without quotes as false; write "no".`,
        range,
        fixes: [{ title: t`Write "no"`, edits: [{ range, newText: '"no"' }] }],
      };
    }
  },
};
