import { isLicenseId, licenseIds } from "../../licenses/license-ids";
import { isSpellingOf } from "../../licenses/license-spelling";
import { licenseTableDate } from "../../licenses/license-table";
import { nearestLicenses } from "../../licenses/licenses";
import { listed } from "../../lineage/in-words";
import { t } from "../../words/words";
import { asWritten, isBlank } from "../card";
import { setKey, writeText, yamlText } from "../edits";
import type { Fix, ParsedCard, Rule } from "../finding";
import type { Item } from "../front-matter/front-matter";
import { isSeveral, isUrl, licenseOfUrl, severalLicenses } from "../licensing/license-text";
import { shown } from "../sentence-parts";

/** Reports a license that is not one of the Hub's ids, and suggests the ones that may be meant. */
export const licenseInvalidId: Rule = {
  id: "license/invalid-id",
  severity: "error",
  summary: "Finds a license that is not one of the Hub's license IDs.",
  *check(card) {
    const items = card.frontMatter.fields.get("license")?.items ?? [];
    for (const item of items) {
      if (isBlank(item.value) || (typeof item.value === "string" && isLicenseId(item.value))) continue;
      const text = asWritten(card.text, item);
      const several = severalLicenses(text);
      const linked = several.length > 0 ? null : licenseOfUrl(text);
      const nearest = linked !== null ? [linked] : several.length > 0 ? several : nearestLicenses(text);
      // Whoever gives a license a name of its own may mean one that only begins like another.
      const hasName = card.frontMatter.fields.has("license_name");
      const isChoice = linked !== null || several.length > 0;
      const advice =
        isUrl(text) && linked === null
          ? t`write the ID of the license, or other with a license_name and the URL as license_link.`
          : several.length > 0
            ? t`choose one license: ${listed(nearest, 6, "or")}.`
            : nearest.length > 0
              ? t`did you mean ${listed(nearest, 6, "or")}?`
              : t`write other and a license_name.`;
      const name = shown(text) === "" ? t`This license` : t`license ${shown(text)}`;
      yield {
        message: t`${name} is not one of the Hub's ${licenseIds().length} license IDs (as of ${licenseTableDate}); ${advice}`,
        range: item.range,
        fixes: [
          ...nearest
            .filter(id => !isThere(items, id))
            .map(id => replace(item, id, isChoice || hasName || !isSpellingOf(text, id))),
          ...asOther(card, item, nearest),
        ],
      };
    }
  },
};

/** Whether a list has the license already, in which a fix would repeat it. */
function isThere(items: readonly Item[], id: string): boolean {
  return items.some(({ value }) => value === id);
}

function replace({ range }: Item, id: string, isChoice: boolean): Fix {
  return {
    title: t`Change license to ${id}`,
    edits: [writeText(range, id)],
    ...(isChoice ? { isChoice } : {}),
  };
}

/** A custom license is `other` with a name; offered if no id of the Hub is close. */
function asOther(card: ParsedCard, item: Item, nearest: readonly string[]): Fix[] {
  const { fields } = card.frontMatter;
  const named = fields.get("license_name") !== undefined;
  const single = fields.get("license")?.items.length === 1;
  // A URL is no name, and several licenses are no single one of their own.
  if (typeof item.value === "string" && (isUrl(item.value) || isSeveral(item.value))) return [];
  if (nearest.length > 0 || named || !single || typeof item.value !== "string" || item.value.length > 100)
    return [];
  const name = setKey(card, "license_name", yamlText(item.value.trim()));
  if (name === null) return [];
  const title = t`Change license to other, named ${shown(item.value)}`;
  return [{ title, edits: [writeText(item.range, "other"), name], isChoice: true }];
}
