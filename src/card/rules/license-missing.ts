import { licensesIn } from "../../lineage/traits/read-traits";
import { t } from "../../words/words";
import type { Rule } from "../finding";
import { inheritLicense, parentsWithLicense, parentsWithOwnTerms } from "../licensing/inherit-license";
import type { KnownParent } from "../parents";
import { shown } from "../sentence-parts";

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
    const range = field?.keyRange ?? key;
    const [first] = parentsWithLicense(card, context);
    const [open] = parentsWithOwnTerms(card, context);
    if (first !== undefined)
      yield {
        message: t`This card names no license, but its parent ${first.id} is ${first.model.license}; add the license of your model.`,
        range,
        fixes: inheritLicense(card, context),
        related: { message: t`License of the parent: ${first.model.license}`, id: first.id },
      };
    else if (open !== undefined)
      yield {
        message: ownTerms(open),
        range,
        fixes: [],
        related: { message: t`License of the parent: ${nameOf(open)}`, id: open.id },
      };
  },
};

function ownTerms(parent: KnownParent): string {
  return licensesIn(parent.model.license ?? "").length > 1
    ? t`This card names no license, but its parent ${parent.id} names several (${nameOf(parent)}); read its card, and add the license of your model.`
    : t`This card names no license, but its parent ${parent.id} has its own terms${named(parent)}; read them, and add the license of your model.`;
}

function named({ model }: KnownParent): string {
  return model.licenseName === null && model.license === "other" ? "" : ` (${nameOf({ model })})`;
}

function nameOf({ model: { license, licenseName } }: Pick<KnownParent, "model">): string {
  return shown(licenseName ?? license ?? "");
}
