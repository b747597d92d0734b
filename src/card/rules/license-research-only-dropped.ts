import type { Rule } from "../finding";
import { licenseConflicts } from "../license-conflicts";

/** Reports a parent that is for research only under a card whose license allows more. */
export const licenseResearchOnlyDropped: Rule = {
  id: "license/research-only-dropped",
  severity: "warning",
  summary: "Finds a parent that is for research only under a card whose license allows more.",
  check: (card, context) =>
    licenseConflicts(
      "research-only-dropped",
      conflict =>
        `Possible license conflict: ${conflict.parent} is ${conflict.parentLicense}, whose terms${conflict.clause} limit every derivative to research, but this card says ${conflict.childLicense}; keep ${conflict.parentLicense}.`,
      card,
      context,
    ),
};
