import type { Rule } from "../finding";
import { licenseConflicts } from "../license-conflicts";

/** Reports a parent's license whose use restrictions have to be passed on and that the card's license does not carry. */
export const licenseUseRestrictionsDropped: Rule = {
  id: "license/use-restrictions-dropped",
  severity: "warning",
  summary:
    "Finds a parent's license whose use restrictions have to be passed on and that the card's license does not carry.",
  check: (card, context) =>
    licenseConflicts(
      "use-restrictions-dropped",
      conflict =>
        `Possible license conflict: ${conflict.parent} is ${conflict.parentLicense}, whose terms${conflict.clause} go with every derivative, but this card says ${conflict.childLicense}; keep ${conflict.parentLicense}, or use other with terms that carry them.`,
      card,
      context,
    ),
};
