import { english, phrase } from "../../words/words";
import type { Rule } from "../finding";
import { type MisplacedBlock, misplacedBlock, placeBlock } from "../misplaced";

/** Reports front matter that the Hub does not see. */
export const frontMatterMisplaced: Rule = {
  id: "front-matter/misplaced",
  severity: "warning",
  summary:
    "Finds front matter that the Hub does not see, because text stands above it or a fence is not exactly ---.",
  *check({ text, frontMatter }) {
    if (frontMatter.block !== null || frontMatter.problems.length > 0) return;
    const found = misplacedBlock(text);
    if (found === null) return;
    const fix = placeBlock(text, found);
    yield {
      message: phrase(messages[found.above]),
      range: found.mark,
      fixes: fix === null ? [] : [fix],
      ...(found.above === "conflict" ? { severity: "error" } : {}),
    };
  },
};

const above = english(
  "The Hub reads no metadata here, because something stands above the front matter; move it to the top of the file.",
);

const messages: Readonly<Record<MisplacedBlock["above"], string>> = english({
  nothing:
    "The Hub reads no metadata here, because the front matter is not between lines of exactly ---; correct the lines.",
  marks: above,
  prose: above,
  conflict:
    "Conflict markers of git stand above the front matter, so the Hub reads no metadata; keep one version and remove the markers.",
});
