import type { Rule } from "../finding";
import { licenseConflicts } from "../license-conflicts";

/** Reports a parent that forbids commercial use under a card whose license allows it. */
export const licenseNcDropped: Rule = {
  id: "license/nc-dropped",
  severity: "warning",
  summary: "Finds a parent that forbids commercial use under a card whose license allows it.",
  check: (card, context) =>
    licenseConflicts(
      "nc-dropped",
      conflict =>
        `Possible license conflict: ${conflict.parent} is ${conflict.parentLicense}, which allows no commercial use${conflict.clause}, but this card says ${conflict.childLicense}, which does not say so; use ${conflict.parentLicense} or another non-commercial license.`,
      card,
      context,
    ),
};
