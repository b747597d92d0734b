import { clauseWords } from "../../licenses/clause-words";
import { t } from "../../words/words";
import type { Rule } from "../finding";
import { isNoticeFile } from "../obligations/legal-names";
import { bodySays, prescribing } from "../prescribed";

/** Reports a notice required by the license of an ancestor if neither the card nor a NOTICE file can contain it. */
export const licenseNoticeMissing: Rule = {
  id: "license/notice-missing",
  severity: "info",
  summary:
    "Finds a card without the notice that the license of an ancestor prescribes and without a NOTICE file next to it.",
  *check(card, context) {
    const key = card.frontMatter.fields.get("base_model")?.keyRange;
    const { files } = context;
    if (key === undefined || files === null || files.some(isNoticeFile)) return;
    for (const { license, ancestor, words } of prescribing(card, context)) {
      const { notice } = words;
      if (notice === null || bodySays(card, notice)) continue;
      const { eol } = card.frontMatter;
      const end = { start: card.text.length, end: card.text.length };
      yield {
        message: t`${license} (${clauseWords(words.clause)}), the license of ${ancestor.model.id}, requires a notice with every copy; add the notice here or in a NOTICE file.`,
        range: key,
        fixes: [
          {
            title: t`Add the notice of ${license} to the card`,
            edits: [{ range: end, newText: `${/[\r\n]$/.test(card.text) ? "" : eol}${eol}${notice}${eol}` }],
          },
        ],
        related: { message: t`License of the ancestor: ${license}`, id: ancestor.model.id },
      };
    }
  },
};
