import { licenseTableDate } from "../../licenses/license-table";
import { isLicenseId, licenseIds, nearestLicenses } from "../../licenses/licenses";
import { isBlank } from "../card";
import { setKey, writeText, yamlText } from "../edits";
import type { Fix, ParsedCard, Rule } from "../finding";
import type { Item } from "../front-matter/front-matter";
import { listed, shown } from "../sentence-parts";

/** Reports a license that is not one of the Hub's ids, and suggests the ones that may be meant. */
export const licenseInvalidId: Rule = {
  id: "license/invalid-id",
  severity: "error",
  summary: "Finds a license that is not one of the Hub's license IDs.",
  *check(card) {
    for (const item of card.frontMatter.fields.get("license")?.items ?? []) {
      if (isBlank(item.value) || (typeof item.value === "string" && isLicenseId(item.value))) continue;
      const text = typeof item.value === "object" ? "" : String(item.value);
      const nearest = nearestLicenses(text);
      const advice =
        nearest.length > 0
          ? `did you mean ${listed(nearest).replace(" and ", " or ")}?`
          : "write other and a license_name.";
      const name = shown(text) === "" ? "This license" : `license ${shown(text)}`;
      yield {
        message: `${name} is not one of the Hub's ${licenseIds().length} license IDs (as of ${licenseTableDate}); ${advice}`,
        range: item.range,
        fixes: [...nearest.map(id => replace(item, id)), ...asOther(card, item, nearest)],
      };
    }
  },
};

function replace({ range }: Item, id: string): Fix {
  return { title: `Change license to ${id}`, edits: [writeText(range, id)] };
}

/** A custom license is `other` with a name; offered if no id of the Hub is close. */
function asOther(card: ParsedCard, item: Item, nearest: readonly string[]): Fix[] {
  const { fields } = card.frontMatter;
  const named = fields.get("license_name") !== undefined;
  const single = fields.get("license")?.items.length === 1;
  if (nearest.length > 0 || named || !single || typeof item.value !== "string" || item.value.length > 100)
    return [];
  const name = setKey(card, "license_name", yamlText(item.value.trim()));
  if (name === null) return [];
  const title = `Change license to other, named ${shown(item.value)}`;
  return [{ title, edits: [writeText(item.range, "other"), name] }];
}
