import { licenseVerdict } from "../../licenses/compatibility";
import { licensesIn } from "../../lineage/traits/read-traits";
import { t } from "../../words/words";
import { type Ancestor, ancestry } from "../ancestors";
import type { CardContext, ParsedCard, Rule } from "../finding";
import { ownLicenses } from "../licensing/license-conflicts";

/** Reports terms of an ancestor that a model in between dropped: the parents look clean, but the family is not. */
export const licenseLaundered: Rule = {
  id: "license/laundered",
  severity: "warning",
  summary:
    "Finds a license that the parents allow but an ancestor above them does not (needs the ancestors).",
  *check(card, context) {
    const licenses = ownLicenses(card).map(({ id }) => id);
    const own = ownLicenses(card)[0];
    if (own === undefined) return;
    const told = new Set<string>();
    for (const { ancestor, dropper } of dropped(card, context, licenses)) {
      const license = ancestor.model.license ?? "";
      if (told.has(license)) continue;
      told.add(license);
      const { clause } = licenseVerdict(license, own.id, ancestor.relation);
      const steps = [...ancestor.path].reverse();
      const more = steps.length > 4 ? [t`${steps.length - 3} more`] : [];
      const way = [...steps.slice(0, 4 - more.length), ...more].join(", ");
      yield {
        ...(ancestor.relation === "unknown" ? { severity: "info" as const } : {}),
        message: t`Possible license conflict: the ancestor ${ancestor.model.id} is ${license}${clause === null ? "" : ` (${clause})`}, which neither ${dropper} nor ${own.id} on this card keeps; check whether its terms still apply.`,
        range: own.item.range,
        fixes: [],
        related: { message: t`Path from the ancestor: ${way}`, id: ancestor.model.id },
      };
    }
  },
};

/** The nearest ancestors above the parents that the card's license conflicts with while the model below is fine. */
function* dropped(
  card: ParsedCard,
  context: CardContext,
  licenses: readonly string[],
): Iterable<{ readonly ancestor: Ancestor; readonly dropper: string }> {
  const { ancestors } = ancestry(card, context);
  const byWay = new Map(ancestors.map(ancestor => [ancestor.path.at(-1), ancestor]));
  const stopped = new Set<string>();
  for (const ancestor of ancestors) {
    const { path } = ancestor;
    const below = path.at(-2);
    const here = path.at(-1) ?? "";
    // Custom terms may allow anything, and a conflict closer to the card is reported there. Without a license, a model
    // clears nothing: what is above it still holds.
    if (path.some(id => stopped.has(id))) continue;
    const verdicts = licenses.map(
      id => licenseVerdict(ancestor.model.license, id, ancestor.relation).verdict,
    );
    const isConflict = verdicts.every(verdict => verdict === "incompatible");
    if (isConflict || isOpen(ancestor.model.license)) stopped.add(here);
    if (isConflict && below !== undefined) yield { ancestor, dropper: byWay.get(below)?.model.id ?? below };
  }
}

function isOpen(license: string | null): boolean {
  return license !== null && licensesIn(license).some(each => each === "other" || each === "unknown");
}
