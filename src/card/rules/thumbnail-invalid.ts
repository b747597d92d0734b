import { t } from "../../words/words";
import { textItems } from "../card";
import type { Rule } from "../finding";
import { shown } from "../sentence-parts";

/** Reports a thumbnail that is not a URL: other sites cannot show a path. */
export const thumbnailInvalid: Rule = {
  id: "thumbnail/invalid",
  severity: "info",
  summary: "Finds a thumbnail that is not a URL, so other sites cannot show it.",
  *check({ frontMatter }) {
    for (const { text, item } of textItems(frontMatter.fields.get("thumbnail"))) {
      if (/^https?:\/\/[^\s/]+/i.test(text.trim())) continue;
      const message = t`thumbnail ${shown(text)} is not a URL, so other sites cannot show it; write one that begins with https://.`;
      yield { message, range: item.range, fixes: [] };
    }
  },
};
