import { t } from "../../words/words";
import type { Rule } from "../finding";
import { licenseConflicts } from "../licensing/license-conflicts";

/** Reports a license that the share-alike license of the parent does not accept. */
export const licenseShareAlikeDropped: Rule = {
  id: "license/share-alike-dropped",
  severity: "warning",
  summary: "Finds a license that the share-alike license of the parent does not accept.",
  check: (card, context) =>
    licenseConflicts(
      "share-alike-dropped",
      conflict =>
        t`Possible license conflict: ${conflict.parent} is ${conflict.parentLicense}, which requires derivatives to keep it or a license that it accepts${conflict.clause}, but this card is ${conflict.childLicense}; use ${conflict.parentLicense}.`,
      card,
      context,
    ),
};
