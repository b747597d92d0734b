import { t } from "../../words/words";
import type { ParsedCard, Rule, RuleFinding } from "../finding";
import { fencesAloneIn } from "../front-matter/unreadable";

/** Reports front matter without a key: the Hub rejects an empty block, and takes two fences in a row for none. */
export const frontMatterEmpty: Rule = {
  id: "front-matter/empty",
  severity: "error",
  summary: "Finds front matter without any key, which the Hub rejects.",
  *check(card) {
    const { block, fields, problems } = card.frontMatter;
    if (block === null) yield* fencesAlone(card);
    else if (fields.size === 0 && problems.length === 0) {
      const start = card.text.lastIndexOf("---", block.start);
      const lines = card.text.slice(block.start, block.end).split(/[\r\n]/);
      const isBlank = lines.every(line => /^\s*(?:#|$)/.test(line));
      yield {
        ...(isBlank ? {} : { severity: "warning" as const }),
        message: t`The front matter is empty${isBlank ? t`, which the Hub rejects` : ""}; add keys such as license, or remove both lines with ---.`,
        range: { start, end: start + 3 },
        fixes: [],
      };
    }
  },
};

/** Two fences with nothing between them are no front matter to the Hub, which takes the card with a warning. */
function* fencesAlone({ text }: ParsedCard): Iterable<RuleFinding> {
  const range = fencesAloneIn(text);
  if (range === null) return;
  yield {
    severity: "warning",
    message: t`Nothing stands between the two lines with ---, so the Hub reads no metadata; add keys such as license there.`,
    range,
    fixes: [],
  };
}
