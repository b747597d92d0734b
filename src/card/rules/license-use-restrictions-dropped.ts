import { t } from "../../words/words";
import type { Rule } from "../finding";
import { licenseConflicts } from "../licensing/license-conflicts";

/** Reports a license that does not pass on the use restrictions of the parent's license. */
export const licenseUseRestrictionsDropped: Rule = {
  id: "license/use-restrictions-dropped",
  severity: "warning",
  summary: "Finds a license that does not pass on the use restrictions of the parent's license.",
  check: (card, context) =>
    licenseConflicts(
      "use-restrictions-dropped",
      conflict =>
        t`Possible license conflict: ${conflict.parent} is ${conflict.parentLicense}, whose terms${conflict.clause} apply to every derivative, but this card is ${conflict.childLicense}; keep ${conflict.parentLicense}, or use other with terms that include them.`,
      card,
      context,
    ),
};
