import { licenseFacts } from "../../licenses/license-facts";
import { listed } from "../../lineage/in-words";
import { t } from "../../words/words";
import { textItems } from "../card";
import { writeText } from "../edits";
import type { Rule } from "../finding";

/** Reports an id for a family of licenses, which leaves open which terms apply. */
export const licenseFamilyId: Rule = {
  id: "license/family-id",
  severity: "hint",
  summary: "Finds a license ID for a family of licenses, such as gpl or cc.",
  *check({ frontMatter }) {
    for (const { text, item } of textItems(frontMatter.fields.get("license"))) {
      const members = Object.hasOwn(families, text) ? (families[text] ?? []) : [];
      if (members.length === 0) continue;
      yield {
        message: t`${text} is a family of licenses; name the one that applies, such as ${listed(members.slice(0, 3), 3, "or")}.`,
        range: item.range,
        fixes: members.map(id => ({
          title: t`Change license to ${id} (${licenseFacts(id)?.name ?? id})`,
          edits: [writeText(item.range, id)],
          isChoice: true,
        })),
      };
    }
  },
};

const families: Readonly<Record<string, readonly string[]>> = {
  bsd: ["bsd-3-clause", "bsd-2-clause", "bsd-3-clause-clear"],
  cc: ["cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc0-1.0"],
  gpl: ["gpl-3.0", "gpl-2.0"],
  lgpl: ["lgpl-3.0", "lgpl-2.1"],
  openrail: ["bigscience-openrail-m", "creativeml-openrail-m", "openrail++"],
};
