import { t } from "../../words/words";
import type { Rule } from "../finding";
import { licenseConflicts } from "../licensing/license-conflicts";

/** Reports a license that a derivative of the parent cannot carry, for a reason that no other rule covers. */
export const licenseIncompatible: Rule = {
  id: "license/incompatible",
  severity: "warning",
  summary:
    "Finds a license that a derivative of the parent cannot carry, for a reason that no other rule covers.",
  check: (card, context) =>
    licenseConflicts(
      "incompatible",
      conflict =>
        t`Possible license conflict: ${conflict.parent} is ${conflict.parentLicense}, whose terms${conflict.clause} cannot be met under ${conflict.childLicense}, the license of this card; choose a license that satisfies both.`,
      card,
      context,
    ),
};
