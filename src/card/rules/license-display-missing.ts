import { clauseWords } from "../../licenses/clause-words";
import { t } from "../../words/words";
import type { Rule } from "../finding";
import { bodySays, prescribing } from "../prescribed";

/** Reports words that the license of an ancestor requires to be displayed and that the card does not have. */
export const licenseDisplayMissing: Rule = {
  id: "license/display-missing",
  severity: "info",
  summary:
    "Finds a card without the words that the license of an ancestor requires to be displayed, such as Built with Llama.",
  *check(card, context) {
    const key = card.frontMatter.fields.get("base_model")?.keyRange;
    if (key === undefined) return;
    for (const { license, ancestor, words } of prescribing(card, context)) {
      const { display } = words;
      if (display === null || bodySays(card, display)) continue;
      const { eol } = card.frontMatter;
      const end = { start: card.text.length, end: card.text.length };
      yield {
        message: t`${license} (${clauseWords(words.clause)}), the license of ${ancestor.model.id}, requires you to display “${display}”; add it to the card.`,
        range: key,
        fixes: [
          {
            title: t`Add “${display}” to the card`,
            edits: [{ range: end, newText: `${/[\r\n]$/.test(card.text) ? "" : eol}${eol}${display}${eol}` }],
          },
        ],
        related: { message: t`License of the ancestor: ${license}`, id: ancestor.model.id },
      };
    }
  },
};
