import { licenseFacts } from "../../licenses/license-facts";
import { textItems } from "../card";
import type { Rule } from "../finding";

/** Reports a license that wants its text passed on, where no file beside the card can hold it. */
export const licenseFileMissing: Rule = {
  id: "license/file-missing",
  severity: "hint",
  summary: "Finds a license whose text goes with every copy, where no LICENSE file lies beside the card.",
  *check({ frontMatter }, { files, repo }) {
    // A draft has time to get one.
    if (repo === null || files === null || files.some(name => /^(?:licen[cs]e|copying|notice)/i.test(name)))
      return;
    for (const { text, item } of textItems(frontMatter.fields.get("license"))) {
      const duties = licenseFacts(text)?.duties ?? [];
      if (!duties.includes("license-copy") && !duties.includes("copyright")) continue;
      const message = `${text} asks that its text goes with every copy, and no file LICENSE lies beside this card; add one.`;
      yield { message, range: item.range, fixes: [] };
      return;
    }
  },
};
