import { licenseFacts } from "../../licenses/license-facts";
import { t } from "../../words/words";
import { textItems } from "../card";
import type { Rule } from "../finding";

/** Reports a license written for data; the Hub accepts it on a model, but it is rarely what was meant. */
export const licenseForData: Rule = {
  id: "license/for-data",
  severity: "hint",
  summary: "Finds a model whose license was written for data.",
  *check({ frontMatter }) {
    for (const { text, item } of textItems(frontMatter.fields.get("license"))) {
      if (!forData.has(text)) continue;
      const name = licenseFacts(text)?.name ?? text;
      const message = t`${text} (${name}) was written for data; check that it is meant for the model and not for its training data.`;
      yield { message, range: item.range, fixes: [] };
    }
  },
};

const forData: ReadonlySet<string> = new Set([
  "c-uda",
  "cdla-permissive-1.0",
  "cdla-permissive-2.0",
  "cdla-sharing-1.0",
  "etalab-2.0",
  "odbl",
  "odc-by",
  "pddl",
]);
