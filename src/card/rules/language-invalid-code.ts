import { t } from "../../words/words";
import { fieldTexts, textItems } from "../card";
import { writeText } from "../edits";
import type { Rule } from "../finding";
import { isPlainMeaning, languageIdOf } from "../language-names";
import { shown } from "../sentence-parts";
import { isLanguageCode } from "../vocabulary";

/** Reports a language that is not an ISO 639-1, 639-2, or 639-3 code, which the Hub rejects. */
export const languageInvalidCode: Rule = {
  id: "language/invalid-code",
  severity: "error",
  summary:
    "Finds a language that is not an ISO 639-1, 639-2, or 639-3 code, such as a name or a regional tag.",
  *check({ frontMatter }) {
    const field = frontMatter.fields.get("language");
    for (const { text, item } of textItems(field)) {
      if (isLanguageCode(text)) continue;
      const meant = languageIdOf(text);
      const advice = meant === null ? t`write a code such as en or deu, or remove it` : t`write ${meant}`;
      // A fix that repeats a code would replace one mistake with another.
      const isLost = isRegional(text) && !fieldTexts(frontMatter.fields.get("language_bcp47")).includes(text);
      const isTwice = meant !== null && fieldTexts(field).includes(meant);
      yield {
        message: t`language ${shown(text)} is not a lowercase ISO 639-1, 639-2, or 639-3 code, which the Hub requires; ${advice}${meant !== null && isRegional(text) ? t`, and put the regional tag under language_bcp47` : ""}.`,
        range: item.range,
        fixes:
          meant === null || isTwice
            ? []
            : [
                {
                  title: t`Write ${meant}`,
                  edits: [writeText(item.range, meant)],
                  // Only its author knows whether the region or the script is to be kept under language_bcp47.
                  ...(isLost || !isPlainMeaning(text) ? { isChoice: true } : {}),
                },
              ],
      };
    }
  },
};

function isRegional(text: string): boolean {
  return /^[a-z]{2,3}[-_][a-z0-9]/i.test(text);
}
