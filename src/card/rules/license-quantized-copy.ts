import { licenseVerdict } from "../../licenses/compatibility";
import { isLicenseId } from "../../licenses/license-ids";
import { isSpecificLicense, licenseCategory } from "../../licenses/licenses";
import { t } from "../../words/words";
import { declaredParents, declaredRelation } from "../card";
import type { Fix, Rule } from "../finding";
import type { Item } from "../front-matter/front-matter";
import { ownLicenses } from "../licensing/license-conflicts";
import { knownParents, relationOf } from "../parents";

/** Reports a quantized copy that names another license than its parent, where the parent's license would allow that. */
export const licenseQuantizedCopy: Rule = {
  id: "license/quantized-copy",
  severity: "info",
  summary:
    "Finds a quantized copy under another license than its parent's (requires the parent's data from the Hub).",
  *check(card, context) {
    const licenses = ownLicenses(card);
    const own = licenses[0];
    const [parent, ...more] = knownParents(card, context);
    if (own === undefined || parent === undefined || more.length > 0) return;
    const { license } = parent.model;
    if (license === null || !isSpecificLicense(license) || licenseCategory(license) === "public-domain")
      return;
    if (declaredParents(card.frontMatter).length > 1 || relationOf(card, context) !== "quantized") return;
    // Of what the parent's license does not allow, or of what takes reading, other rules speak.
    const isAllowed = licenses.some(({ id }) => licenseVerdict(license, id, "quantized").verdict === "ok");
    if (!isAllowed || licenses.some(({ id }) => id === license)) return;
    yield {
      // A finetune may be published as GGUF only.
      ...(declaredRelation(card.frontMatter) === null ? { severity: "hint" as const } : {}),
      message: t`This model is a quantized copy of ${parent.id}, which is ${license}, and a copy keeps its license; write ${license}, or give the reason for ${own.id} in the card.`,
      range: own.item.range,
      fixes:
        licenses.length === 1 && own.id === writtenIn(own.item) && isLicenseId(license)
          ? [keep(own.item, license)]
          : [],
      related: { message: t`License of the parent: ${license}`, id: parent.id },
    };
  },
};

/** Of a custom license with a name, both would have to change. */
function writtenIn({ value }: Item): string {
  return String(value).trim().toLowerCase();
}

function keep({ range }: Item, license: string): Fix {
  return {
    title: t`Change license to ${license}, like the parent`,
    edits: [{ range, newText: license }],
    isChoice: true,
  };
}
