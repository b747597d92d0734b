import { licenseFacts } from "../../licenses/license-facts";
import { t } from "../../words/words";
import { textItems } from "../card";
import type { Rule } from "../finding";
import { mayHoldLicense } from "../obligations/legal-names";

/** Reports a license whose text must go with every copy, where no file next to the card can contain it. */
export const licenseFileMissing: Rule = {
  id: "license/file-missing",
  severity: "hint",
  summary: "Finds a license whose text must accompany every copy, without a LICENSE file next to the card.",
  *check({ frontMatter }, { files, repo }) {
    // A draft can still get one.
    if (repo === null || files === null || files.some(mayHoldLicense)) return;
    for (const { text, item } of textItems(frontMatter.fields.get("license"))) {
      const duties = licenseFacts(text)?.duties ?? [];
      if (!duties.includes("license-copy")) continue;
      const message = t`${text} requires that its text accompany every copy, but there is no LICENSE file next to this card; add one.`;
      yield { message, range: item.range, fixes: [] };
      return;
    }
  },
};
