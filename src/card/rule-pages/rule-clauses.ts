import { licenseVerdict } from "../../licenses/compatibility";
import { licenseAddress } from "../../licenses/license-address";
import { licenseIds } from "../../licenses/license-ids";
import { licenseNotice } from "../../licenses/license-notices";

/** The clauses of licenses that a rule rests on, as a Markdown list with links to the texts; empty if there are none. */
export function clausesOf(rule: string): string {
  const found = rule.startsWith("license/") ? clauses(rule.slice("license/".length)) : [];
  return found
    .map(({ license, clause }) => {
      const address = licenseAddress(license);
      return `- ${address === null ? license : `[${license}](${address})`}, ${clause}`;
    })
    .join("\n");
}

interface Clause {
  readonly license: string;
  readonly clause: string;
}

function clauses(what: string): readonly Clause[] {
  return licenseIds().flatMap(license => {
    const found = prescribing(license, what) ?? forbidding(license, what);
    return found === null ? [] : [{ license, clause: found }];
  });
}

/** The clause with which a license prescribes words. */
function prescribing(license: string, what: string): string | null {
  const notice = licenseNotice(license);
  if (notice === null) return null;
  const words = {
    "notice-missing": notice.notice,
    "display-missing": notice.display,
    "name-prefix": notice.namePrefix,
  };
  return Object.entries(words).some(([rule, text]) => rule === what && text !== null) ? notice.clause : null;
}

/** The clause with which a license forbids one of the others. */
function forbidding(license: string, what: string): string | null {
  for (const other of licenseIds()) {
    const { kind, clause } = licenseVerdict(license, other, "finetune");
    if (kind === what && clause !== null) return clause;
  }
  return null;
}
