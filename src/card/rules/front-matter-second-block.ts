import { listed } from "../../lineage/in-words";
import { t } from "../../words/words";
import { isFieldName } from "../field-names";
import type { Rule } from "../finding";
import { secondFences } from "../front-matter/fences";

/** Reports a second block of front matter right below the first: the Hub reads the first alone and shows the second as text. */
export const frontMatterSecondBlock: Rule = {
  id: "front-matter/second-block",
  severity: "warning",
  summary: "Finds a second block of front matter below the first, which the Hub shows as text.",
  *check({ text, frontMatter }) {
    if (frontMatter.block === null) return;
    const second = secondFences(text, frontMatter.block);
    if (second === null || second.block === null) return;
    const yaml = text.slice(second.block.start, second.block.end);
    const keys = keysIn(yaml);
    if (keys.length === 0) return;
    yield {
      message:
        keys.length > 1
          ? t`The Hub reads the first block of front matter alone, so ${listed(keys)} below are only text; move what is missing into the first block and remove this one.`
          : t`The Hub reads the first block of front matter alone, so ${listed(keys)} below is only text; move what is missing into the first block and remove this one.`,
      range: second.open,
      fixes: [],
    };
  },
};

/** The keys of model cards at the left margin; rulers around ordinary text have none. */
function keysIn(yaml: string): readonly string[] {
  const keys = [...yaml.matchAll(/^([A-Za-z_][\w-]{0,60}):/gm)].map(([, key = ""]) => key);
  return [...new Set(keys)].filter(key => isFieldName(key));
}
