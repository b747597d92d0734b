import { t } from "../../words/words";
import type { Rule } from "../finding";
import { licenseConflicts } from "../licensing/license-conflicts";

/** Reports a license that allows commercial use although the parent forbids it. */
export const licenseNcDropped: Rule = {
  id: "license/nc-dropped",
  severity: "warning",
  summary: "Finds a license that allows commercial use although the parent forbids it.",
  check: (card, context) =>
    licenseConflicts(
      "nc-dropped",
      conflict =>
        t`Possible license conflict: ${conflict.parent} is ${conflict.parentLicense}, which forbids commercial use${conflict.clause}, but this card is ${conflict.childLicense}, which does not; use ${conflict.parentLicense} or another non-commercial license.`,
      card,
      context,
    ),
};
