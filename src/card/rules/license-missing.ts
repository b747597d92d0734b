import { t } from "../../words/words";
import type { Rule } from "../finding";
import { inheritLicense, parentsWithLicense } from "../licensing/inherit-license";

/** Reports a card without a license where a parent has one. */
export const licenseMissing: Rule = {
  id: "license/missing",
  severity: "warning",
  summary: "Finds a card that names no license although its parent has one.",
  *check(card, context) {
    const { fields, problems } = card.frontMatter;
    const field = fields.get("license");
    const key = fields.get("base_model")?.keyRange;
    // In broken front matter, the license may be in the part that cannot be read.
    // A license without a value is one that the Hub rejects, which front-matter/wrong-type reports.
    if (problems.length > 0 || key === undefined || (field !== undefined && field.items.length > 0)) return;
    const [first] = parentsWithLicense(card, context);
    if (first === undefined) return;
    yield {
      message: t`This card names no license, but its parent ${first.id} is ${first.model.license}; add the license of your model.`,
      range: field?.keyRange ?? key,
      fixes: inheritLicense(card, context),
      related: { message: t`License of the parent: ${first.model.license}`, id: first.id },
    };
  },
};
