import { type LicenseConflict, licenseVerdict } from "../../licenses/compatibility";
import { isLicenseId } from "../../licenses/license-ids";
import { meantLicense } from "../../licenses/recognize-license";
import type { Relation } from "../../lineage/model";
import { t } from "../../words/words";
import { isBlank } from "../card";
import { writeText } from "../edits";
import type { CardContext, ParsedCard, RuleFinding } from "../finding";
import type { Item } from "../front-matter/front-matter";
import { allParentsKnown, type KnownParent, knownParents, relationOf } from "../parents";
import { declaredTraits } from "./declared-traits";

/** Everything that a license rule needs to write its sentence. */
export interface Conflict {
  /** The parent, with `(and 3 more)` if others have the same license. */
  readonly parent: string;
  readonly parentLicense: string;
  readonly childLicense: string;
  /** ` (section 3.1)`, or empty if no section is named. */
  readonly clause: string;
  readonly relation: Relation;
}

/** Findings of one kind of license conflict between a card and its parents, one per license of the parents. */
export function* licenseConflicts(
  kind: LicenseConflict,
  describe: (conflict: Conflict) => string,
  card: ParsedCard,
  context: CardContext,
): Iterable<RuleFinding> {
  const licenses = ownLicenses(card);
  const own = licenses[0];
  if (own === undefined) return;
  const relation = relationOf(card, context);
  for (const [parentLicense, parents] of byLicense(knownParents(card, context))) {
    const verdicts = licenses.map(({ id }) => licenseVerdict(parentLicense, id, relation));
    const first = parents[0];
    // The reader may choose among several licenses, so one that fits is enough.
    if (first === undefined || verdicts.some(each => each.verdict !== "incompatible")) continue;
    const verdict = verdicts[0];
    if (verdict?.kind !== kind) continue;
    const message = describe({
      parent: parents.length > 1 ? t`${first.id} (and ${parents.length - 1} more)` : first.id,
      parentLicense,
      childLicense: own.id,
      clause: verdict.clause === null ? "" : ` (${verdict.clause})`,
      relation,
    });
    yield {
      // The verdict assumes a finetune, which nobody declared.
      ...(relation === "unknown" ? { severity: "info" as const } : {}),
      message,
      range: own.item.range,
      fixes: keepParents(card, context, licenses.length, own.item, parentLicense, relation),
      related: { message: t`License of the parent: ${parentLicense}`, id: first.id },
    };
  }
}

/** The nonblank licenses that a card names, in lower case; for `other`, the one that its name and its link mean. */
export function ownLicenses(card: ParsedCard): readonly { readonly id: string; readonly item: Item }[] {
  const items = (card.frontMatter.fields.get("license")?.items ?? []).filter(item => !isBlank(item.value));
  const { licenseName, licenseLink } = declaredTraits(card.frontMatter);
  return items.map(item => {
    const id = String(item.value).trim().toLowerCase();
    return { id: meantLicense({ license: id, licenseName, licenseLink }) ?? id, item };
  });
}

function byLicense(parents: readonly KnownParent[]): Map<string, KnownParent[]> {
  const groups = new Map<string, KnownParent[]>();
  for (const parent of parents) {
    const { license } = parent.model;
    if (license === null) continue;
    const group = groups.get(license);
    if (group === undefined) groups.set(license, [parent]);
    else group.push(parent);
  }
  return groups;
}

/** Offers the parent's license if the card has only one and no other parent forbids the change. */
function keepParents(
  card: ParsedCard,
  context: CardContext,
  count: number,
  { range, value }: Item,
  license: string,
  relation: Relation,
): RuleFinding["fixes"] {
  const parents = knownParents(card, context);
  const allowed = parents.every(
    ({ model }) => licenseVerdict(model.license, license, relation).verdict !== "incompatible",
  );
  // A license_name would stay beside another license.
  if (String(value).trim().toLowerCase() === "other") return [];
  if (count !== 1 || !isLicenseId(license) || !allowed || !allParentsKnown(card, context)) return [];
  return [
    {
      title: t`Change license to ${license}, like the parent`,
      edits: [writeText(range, license)],
      isChoice: true,
    },
  ];
}
