import type { Family } from "../../lineage/family";
import { grouped, shareInWords } from "../../lineage/in-words";
import { showable } from "../../lineage/showable";
import type { FamilyView } from "../../lineage/shown-family";
import { licenseText } from "../../lineage/traits/trait-change";
import { type SiblingFinding, siblingFinding } from "../../lineage/tree/sibling-finding";
import { t } from "../../words/words";

/** Around which model the family of a draft is drawn, and what is said about it. */
export function draftPlace(family: Family): Pick<FamilyView, "around" | "message"> {
  const isDraft = t`This card is a draft: its model is unknown or not on the Hub yet, so it has no children. If the model is on the Hub, run Choose This Card's Model.`;
  const parent = family.edges.find(edge => edge.child === family.root && !edge.outside)?.parent;
  const siblings = parent === undefined ? null : siblingFinding(family, parent);
  if (siblings === null) return { message: isDraft };
  const own = family.models.find(({ id }) => id === family.root);
  const words = siblingWords(siblings, own === undefined ? null : licenseText(own));
  return { around: siblings.parent, message: [words, isDraft].filter(Boolean).join(" ") };
}

function ownWords(license: string, own: string | null): string {
  if (own === null) return t`This card declares no license.`;
  return own === license
    ? t`This card keeps the license.`
    : t`This card changes the license from ${showable(license)} to ${showable(own)}.`;
}

/**
 * What the other children of a draft's parent did with its license, and what the draft does. `own` is the license that the
 * draft declares.
 */
function siblingWords(finding: SiblingFinding, own: string | null): string {
  const { parent, license, children, read, known, changed } = finding;
  const id = showable(parent);
  if (children === 0) return "";
  const come =
    children === 1
      ? t`1 other model comes from ${id}.`
      : t`${grouped(children)} other models come from ${id}.`;
  if (read === 0)
    return `${come} ${children === 1 ? t`It has not been read yet.` : t`None of them has been read yet.`}`;
  const all = read === children ? come : `${come} ${t`${grouped(read)} of them read so far.`}`;
  if (license === null || known === 0) return all;
  const did = t`Of the ${grouped(known)} that declare a license, ${shareInWords(changed, known)} changed it.`;
  return `${all} ${did} ${ownWords(license, own)}`;
}
