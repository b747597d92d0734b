import type { Rule } from "../finding";
import { licenseConflicts } from "../license-conflicts";

/** Reports a license that cannot be put on a derivative of the parent for another reason than the rules beside this one name. */
export const licenseIncompatible: Rule = {
  id: "license/incompatible",
  severity: "warning",
  summary:
    "Finds a license that cannot be put on a derivative of the parent for another reason than the rules beside this one name.",
  check: (card, context) =>
    licenseConflicts(
      "incompatible",
      conflict =>
        `Possible license conflict: ${conflict.parent} is ${conflict.parentLicense}, whose terms${conflict.clause} cannot be met under ${conflict.childLicense}, which this card says; choose a license that accepts both.`,
      card,
      context,
    ),
};
