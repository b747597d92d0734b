import { type LicenseDuty, licenseFacts } from "../../licenses/license-facts";
import { isSpecificLicense } from "../../licenses/licenses";
import { isRepoId } from "../../lineage/repo-id";
import { licensesIn } from "../../lineage/traits/read-traits";
import { t } from "../../words/words";
import { textItems } from "../card";
import type { Rule } from "../finding";
import { declaredTraits } from "../licensing/declared-traits";

/** What licenses of data forbid, and the duties of a model's license that do not allow it either. */
const forbidden = {
  "research-only": ["research-only"],
  "non-commercial": ["non-commercial", "research-only"],
  "no-derivatives": ["no-derivatives"],
} as const satisfies Readonly<Partial<Record<LicenseDuty, readonly LicenseDuty[]>>>;

type Forbidden = keyof typeof forbidden;

/**
 * Reports a dataset whose license forbids what the card's own license allows. Whether a model derives from its training data is
 * open, so it is only a hint. Licenses that leave models trained on the data alone (CDLA, C-UDA, ODbL) forbid none of this.
 */
export const datasetsLicense: Rule = {
  id: "datasets/license",
  severity: "hint",
  summary: "Finds a dataset whose license forbids what the card's license allows, such as commercial use.",
  *check({ frontMatter }, { dataset }) {
    const own = declaredTraits(frontMatter).license;
    if (own === null || !isSpecificLicense(own)) return;
    for (const { text, item } of textItems(frontMatter.fields.get("datasets"))) {
      const known = isRepoId(text) ? dataset?.(text) : undefined;
      if (known?.state !== "known" || known.license === null) continue;
      // Of several licenses, one may allow it.
      if (licensesIn(known.license).length > 1) continue;
      const what = dropped(known.license, own);
      if (what === null) continue;
      yield {
        message: told(what, { id: text, license: known.license, own }),
        range: item.range,
        fixes: [],
      };
    }
  },
};

/** The first thing that the data's license forbids and the model's does not. */
function dropped(license: string, own: string): Forbidden | null {
  const [data, model] = [licenseFacts(license)?.duties ?? [], licenseFacts(own)?.duties ?? []];
  const kinds = Object.keys(forbidden) as readonly Forbidden[];
  return (
    kinds.find(kind => data.includes(kind) && !forbidden[kind].some(duty => model.includes(duty))) ?? null
  );
}

function told(
  what: Forbidden,
  { id, license, own }: { readonly id: string; readonly license: string; readonly own: string },
): string {
  if (what === "research-only")
    return t`Dataset ${id} (${license}) is for research only, and ${own} allows more; whether that reaches a model trained on it is disputed, so read its terms.`;
  if (what === "no-derivatives")
    return t`Dataset ${id} (${license}) does not allow sharing modified versions, and ${own} does; whether that reaches a model trained on it is disputed, so read its terms.`;
  return t`Dataset ${id} (${license}) does not allow commercial use, and ${own} does; whether that reaches a model trained on it is disputed, so read its terms.`;
}
