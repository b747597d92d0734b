import { t } from "../../words/words";
import type { Rule } from "../finding";
import { type Conflict, licenseConflicts } from "../licensing/license-conflicts";

/** Reports a parent whose license forbids sharing modified versions. */
export const licenseNdDerivative: Rule = {
  id: "license/nd-derivative",
  severity: "warning",
  summary: "Finds a parent whose license forbids sharing modified versions.",
  check: (card, context) => licenseConflicts("nd-derivative", describe, card, context),
};

function describe({ parent, parentLicense, clause, relation }: Conflict): string {
  const terms = t`Possible license conflict: ${parent} is ${parentLicense}, which forbids sharing modified versions${clause}`;
  return relation === "quantized"
    ? t`${terms}, and an unchanged copy keeps its license; use ${parentLicense}, or ask its authors before you publish.`
    : t`${terms}, and this model is one; ask its authors before you publish.`;
}
