import { licenseVerdict } from "../../licenses/compatibility";
import { isSpecificLicense } from "../../licenses/licenses";
import { isBlank } from "../card";
import { setKey, yamlText } from "../edits";
import type { CardContext, Fix, ParsedCard, Rule } from "../finding";
import { allParentsKnown, type KnownParent, knownParents, relationOf } from "../parents";

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
    if (problems.length > 0 || key === undefined) return;
    if (field?.items.some(item => !isBlank(item.value))) return;
    const parents = knownParents(card, context).filter(({ model }) => says(model.license));
    const first = parents[0];
    if (first === undefined) return;
    yield {
      message: `This card names no license, but its parent ${first.id} is ${first.model.license}; add the license of your model.`,
      range: field?.keyRange ?? key,
      fixes: inherit(card, context, parents),
      related: { message: `License of the parent: ${first.model.license}`, id: first.id },
    };
  },
};

function says(license: string | null): license is string {
  return license !== null && isSpecificLicense(license);
}

/** Offers the parents' license if all have the same one and a derivative may carry it. */
function inherit(card: ParsedCard, context: CardContext, parents: readonly KnownParent[]): Fix[] {
  const licenses = new Set(knownParents(card, context).map(({ model }) => model.license));
  const license = parents[0]?.model.license ?? null;
  if (license === null || licenses.size !== 1 || !allParentsKnown(card, context)) return [];
  if (licenseVerdict(license, license, relationOf(card, context)).verdict === "incompatible") return [];
  const edit = setKey(card, "license", yamlText(license));
  return edit === null
    ? []
    : [{ title: `Set license to ${license}, like the parent`, edits: [edit], isChoice: true }];
}
