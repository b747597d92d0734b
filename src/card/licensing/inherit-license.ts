import { licenseVerdict } from "../../licenses/compatibility";
import { isLicenseId } from "../../licenses/license-ids";
import { isSpecificLicense } from "../../licenses/licenses";
import { t } from "../../words/words";
import { setKey, yamlText } from "../edits";
import type { CardContext, Fix, ParsedCard } from "../finding";
import { allParentsKnown, type KnownParent, knownParents, relationOf } from "../parents";

/** The card's known parents that name a license of their own. */
export function parentsWithLicense(card: ParsedCard, context: CardContext): readonly KnownParent[] {
  return knownParents(card, context).filter(
    ({ model }) => model.license !== null && isSpecificLicense(model.license),
  );
}

/** The card's known parents that name a license, but none that the Hub has, or several: a person has to read which terms apply. */
export function parentsWithOwnTerms(card: ParsedCard, context: CardContext): readonly KnownParent[] {
  return knownParents(card, context).filter(
    ({ model: { license } }) => license !== null && license !== "unknown" && !isSpecificLicense(license),
  );
}

/** Offers the parents' license for the card, if all have the same one and a derivative may carry it. */
export function inheritLicense(card: ParsedCard, context: CardContext): Fix[] {
  const licenses = new Set(knownParents(card, context).map(({ model }) => model.license));
  const license = parentsWithLicense(card, context)[0]?.model.license ?? null;
  if (license === null || !isLicenseId(license) || licenses.size !== 1) return [];
  if (!allParentsKnown(card, context)) return [];
  if (licenseVerdict(license, license, relationOf(card, context)).verdict === "incompatible") return [];
  const edit = setKey(card, "license", yamlText(license));
  return edit === null
    ? []
    : [{ title: t`Set license to ${license}, like the parent`, edits: [edit], isChoice: true }];
}
