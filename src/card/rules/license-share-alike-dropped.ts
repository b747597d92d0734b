import type { Rule } from "../finding";
import { licenseConflicts } from "../license-conflicts";

/** Reports a parent whose license asks derivatives to keep it under a card with a license that it does not accept. */
export const licenseShareAlikeDropped: Rule = {
  id: "license/share-alike-dropped",
  severity: "warning",
  summary:
    "Finds a parent whose license asks derivatives to keep it under a card with a license that it does not accept.",
  check: (card, context) =>
    licenseConflicts(
      "share-alike-dropped",
      conflict =>
        `Possible license conflict: ${conflict.parent} is ${conflict.parentLicense}, which asks that derivatives stay under it or a license that it accepts${conflict.clause}, but this card says ${conflict.childLicense}; use ${conflict.parentLicense}.`,
      card,
      context,
    ),
};
