import { brokenInWords } from "../../evidence/files/file-facts";
import { t } from "../../words/words";
import type { Rule } from "../finding";
import { placeOfParents } from "../inferred/inferred-parents";

/** Reports a configuration next to a card that cannot be read: whether it says the same as the card stays unknown. */
export const baseModelUnreadableFiles: Rule = {
  id: "base-model/unreadable-files",
  severity: "warning",
  summary:
    "Finds a configuration next to the card that cannot be read, so that nobody can tell whether it names the same parent.",
  *check(card, context) {
    const broken = context.told?.broken ?? [];
    const place = placeOfParents(card);
    if (broken.length === 0 || place === undefined) return;
    const said = broken.map(brokenInWords).join(" ");
    yield {
      message: t`${said} Whether this card names the same parent was not checked.`,
      range: place,
      fixes: [],
    };
  },
};
