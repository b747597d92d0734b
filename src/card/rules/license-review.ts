import { licenseVerdict } from "../../licenses/compatibility";
import { isSpecificLicense } from "../../licenses/licenses";
import type { Relation } from "../../lineage/model";
import { declaredTraits } from "../card";
import type { ParsedCard, Rule } from "../finding";
import { ownLicenses } from "../license-conflicts";
import { type KnownParent, knownParents, relationOf } from "../parents";
import { shown } from "../sentence-parts";

/** Reports licenses of which only their texts say whether they go together. */
export const licenseReview: Rule = {
  id: "license/review",
  severity: "info",
  summary: "Finds a license of which only its text says whether it can follow the parent's.",
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
        related: { message: `License of the parent: ${parent.model.licenseName ?? license}`, id: parent.id },
      };
    }
  },
};

/** The same license of one's own by its name. */
function isSame(card: ParsedCard, { model }: KnownParent): boolean {
  const { license, licenseName } = declaredTraits(card.frontMatter);
  if (license !== "other" || model.license !== "other") return false;
  return licenseName === null || model.licenseName === null || licenseName === model.licenseName;
}

/** Whether only being an adapter makes an incompatible pair one to be read. */
function isSettledButFor(parent: string, child: string, relation: Relation): boolean {
  return relation === "adapter" && licenseVerdict(parent, child, "finetune").verdict === "incompatible";
}

function describe({ id, model }: KnownParent, license: string, own: string, isOpen: boolean): string {
  const name = license === "other" && model.licenseName !== null ? shown(model.licenseName) : license;
  if (isOpen)
    return `${id} is ${name}, which ${own} cannot follow on a whole model, and whether an adapter is a derivative is open; ${license} is the safe choice.`;
  if (!isSpecificLicense(license))
    return `${id} has terms of its own (${name}); read them to see whether this model may be ${own}.`;
  return `Whether a model made from ${id} (${name}) may be ${own}, only the texts of both say; read them before you publish.`;
}
