import { isFieldName } from "../field-names";
import type { Rule } from "../finding";
import { findFences } from "../front-matter/fences";
import { endOfLine } from "../front-matter/line-at";
import { listed } from "../sentence-parts";

/** Reports a second block of front matter right below the first: the Hub reads the first alone and shows the second as text. */
export const frontMatterSecondBlock: Rule = {
  id: "front-matter/second-block",
  severity: "warning",
  summary: "Finds a second block of front matter below the first, which the Hub shows as text.",
  *check({ text, frontMatter }) {
    if (frontMatter.block === null) return;
    const below = afterFence(text, frontMatter.block.end);
    const second = findFences(text.slice(below));
    if (second === null || second.block === null) return;
    const yaml = text.slice(below + second.block.start, below + second.block.end);
    const keys = keysIn(yaml);
    if (keys.length === 0) return;
    const verb = keys.length > 1 ? "are" : "is";
    yield {
      message: `The Hub reads the first block of front matter alone, so ${listed(keys)} below ${verb} only text; move what is missing into the first block and remove this one.`,
      range: { start: below + second.open.start, end: below + second.open.end },
      fixes: [],
    };
  },
};

/** The offset behind the line of the closing fence, which follows the block. */
function afterFence(text: string, blockEnd: number): number {
  const fence = text.indexOf("---", blockEnd);
  return fence < 0 ? text.length : endOfLine(text, fence);
}

/** The keys of model cards at the left margin; rulers around ordinary text have none. */
function keysIn(yaml: string): readonly string[] {
  const keys = [...yaml.matchAll(/^([A-Za-z_][\w-]{0,60}):/gm)].map(([, key = ""]) => key);
  return [...new Set(keys)].filter(key => isFieldName(key));
}
