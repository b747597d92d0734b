import type { Rule } from "../finding";

/** Reports the code of Norwegian without quotes, which many readers of YAML take for false. */
export const languageReadsAsFalse: Rule = {
  id: "language/reads-as-false",
  severity: "info",
  summary:
    "Finds the language no without quotes, which many readers of YAML, those in Python too, take for false.",
  *check({ text, frontMatter }) {
    for (const { range } of frontMatter.fields.get("language")?.items ?? []) {
      if (!/^no$/i.test(text.slice(range.start, range.end))) continue;
      yield {
        message: 'language no without quotes is false to many readers of YAML; write "no".',
        range,
        fixes: [{ title: 'Write "no"', edits: [{ range, newText: '"no"' }] }],
      };
    }
  },
};
