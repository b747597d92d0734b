import { recognizeLicense, type Unrecognized } from "../../licenses/recognize-license";
import { whyUnrecognized } from "../../licenses/unrecognized-words";
import { phrase, t } from "../../words/words";
import { isBlank } from "../card";
import { setKey, yamlText } from "../edits";
import type { CardContext, Fix, ParsedCard, Rule } from "../finding";
import { declaredTraits } from "../licensing/declared-traits";
import { knownParents } from "../parents";

/** Reports a custom license without a name or without a link to its text. */
export const licenseOtherIncomplete: Rule = {
  id: "license/other-incomplete",
  severity: "warning",
  summary:
    "Finds the license other without license_name or license_link, or with a link that cannot be its own.",
  *check(card, context) {
    const { fields, problems } = card.frontMatter;
    const license = fields.get("license");
    const other = license?.items.find(item => item.value === "other");
    if (other === undefined || problems.length > 0) return;
    const link = fields.get("license_link");
    const { licenseName, licenseLink } = declaredTraits(card.frontMatter);
    const found = recognizeLicense(licenseName, licenseLink);
    if (found.id === null && link !== undefined && doubtful.has(found.why))
      yield {
        severity: "info",
        message: t`This license is not recognized: ${phrase(whyUnrecognized[found.why])}.`,
        range: link.valueRange,
        fixes: [],
      };
    for (const key of ["license_name", "license_link"] as const) {
      const field = fields.get(key);
      if (field !== undefined && !isBlank(field.value)) continue;
      const what = key === "license_name" ? t`what it is called` : t`where to find its text`;
      yield {
        message: t`The license is other, but no ${key} says ${what}; add one.`,
        range: field?.keyRange ?? other.range,
        fixes: key === "license_name" ? nameFixes(card, context) : linkFixes(card, context),
      };
    }
  },
};

/** What a link says that cannot be right; a license that nobody knows can. */
const doubtful: ReadonlySet<Unrecognized> = new Set(["link-unsafe", "names-differ"]);

/** The license name of the parents, if they all share one. */
function nameFixes(card: ParsedCard, context: CardContext): Fix[] {
  const names = new Set(knownParents(card, context).map(({ model }) => model.licenseName));
  const [name] = names;
  if (names.size !== 1 || name === null || name === undefined) return [];
  return fix(card, "license_name", name, t`like the parent`);
}

function linkFixes(card: ParsedCard, { files }: CardContext): Fix[] {
  const file = files?.find(name => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(name));
  return file === undefined ? [] : fix(card, "license_link", file, t`the file next to this card`);
}

function fix(card: ParsedCard, key: string, value: string, why: string): Fix[] {
  const edit = setKey(card, key, yamlText(value));
  return edit === null ? [] : [{ title: t`Set ${key} to ${value}, ${why}`, edits: [edit], isChoice: true }];
}
