import { t } from "../../words/words";
import type { Rule } from "../finding";
import { licenseConflicts } from "../licensing/license-conflicts";

/** Reports a license that allows more than research although the parent does not. */
export const licenseResearchOnlyDropped: Rule = {
  id: "license/research-only-dropped",
  severity: "warning",
  summary: "Finds a license that allows more than research although the parent's does not.",
  check: (card, context) =>
    licenseConflicts(
      "research-only-dropped",
      conflict =>
        t`Possible license conflict: ${conflict.parent} is ${conflict.parentLicense}, whose terms${conflict.clause} limit every derivative to research, but this card is ${conflict.childLicense}; keep ${conflict.parentLicense}.`,
      card,
      context,
    ),
};
