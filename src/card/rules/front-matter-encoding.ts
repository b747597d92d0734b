import { t } from "../../words/words";
import type { Rule } from "../finding";
import { isWideText } from "../front-matter/unreadable";

/** Reports a card in UTF-16: the Hub reads UTF-8 and sees no front matter in it. */
export const frontMatterEncoding: Rule = {
  id: "front-matter/encoding",
  severity: "error",
  summary: "Finds a card in UTF-16, of which the Hub reads nothing.",
  *check({ text }) {
    if (!isWideText(text)) return;
    yield {
      message: t`This card is encoded in UTF-16, and the Hub reads UTF-8, so it sees no metadata; save it as UTF-8.`,
      range: { start: 0, end: 0 },
      fixes: [],
    };
  },
};
