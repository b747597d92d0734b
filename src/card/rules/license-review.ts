import { licenseVerdict } from "../../licenses/compatibility";
import { isSpecificLicense } from "../../licenses/licenses";
import type { Relation } from "../../lineage/model";
import { licensesIn } from "../../lineage/traits/read-traits";
import { t } from "../../words/words";
import type { ParsedCard, Rule } from "../finding";
import { declaredTraits } from "../licensing/declared-traits";
import { ownLicenses } from "../licensing/license-conflicts";
import { type KnownParent, knownParents, relationOf } from "../parents";
import { shown } from "../sentence-parts";

/** Reports licenses whose compatibility depends on reading their texts. */
export const licenseReview: Rule = {
  id: "license/review",
  severity: "info",
  summary: "Finds a license whose compatibility with the parent's depends on reading both texts.",
  *check(card, context) {
    const licenses = ownLicenses(card);
    const own = licenses[0];
    if (own === undefined || own.id === "unknown") return;
    const relation = relationOf(card, context);
    const told = new Set<string>();
    for (const parent of knownParents(card, context)) {
      const { license } = parent.model;
      if (license === null || license === "unknown" || told.has(license) || isSame(card, parent)) continue;
      const verdicts = licenses.map(({ id }) => licenseVerdict(license, id, relation).verdict);
      if (verdicts.includes("ok") || !verdicts.includes("review")) continue;
      told.add(license);
      yield {
        ...(relation === "unknown" ? { severity: "hint" as const } : {}),
        message: describe(parent, license, own.id, isSettledButFor(license, own.id, relation)),
        range: own.item.range,
        fixes: [],
        related: { message: t`License of the parent: ${parent.model.licenseName ?? license}`, id: parent.id },
      };
    }
  },
};

/** Whether card and parent have the same custom license, judging by its name. */
function isSame(card: ParsedCard, { model }: KnownParent): boolean {
  const { license, licenseName } = declaredTraits(card.frontMatter);
  const isCustom = model.license === "other" || model.licenseName !== null;
  if (license !== "other" || !isCustom) return false;
  return licenseName === null || model.licenseName === null || licenseName === model.licenseName;
}

/** Whether an incompatible pair needs a review only because the child is an adapter. */
function isSettledButFor(parent: string, child: string, relation: Relation): boolean {
  return relation === "adapter" && licenseVerdict(parent, child, "finetune").verdict === "incompatible";
}

function describe({ id, model }: KnownParent, license: string, own: string, isOpen: boolean): string {
  const name = license === "other" && model.licenseName !== null ? shown(model.licenseName) : license;
  if (isOpen)
    return t`${id} is ${name}, which does not allow ${own} for a complete model, but it is unclear whether an adapter is a derivative; ${license} is the safe choice.`;
  if (licensesIn(license).length > 1)
    return t`${id} names several licenses (${shown(license)}), and nothing says which of them applies; read its card to see whether this model may be ${own}.`;
  if (!isSpecificLicense(license))
    return t`${id} has its own terms (${name}); read them to see whether this model may be ${own}.`;
  return t`Whether a model made from ${id} (${name}) may be ${own} depends on the text of both licenses; read them before you publish.`;
}
