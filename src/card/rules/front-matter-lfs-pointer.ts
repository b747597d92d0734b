import { t } from "../../words/words";
import type { Rule } from "../finding";
import { lfsPointerLine } from "../front-matter/unreadable";

/** Reports a pointer of Git LFS in the card's place: neither the Hub nor anything else reads metadata from it. */
export const frontMatterLfsPointer: Rule = {
  id: "front-matter/lfs-pointer",
  severity: "error",
  summary: "Finds a Git LFS pointer in the place of a card.",
  *check({ text }) {
    const line = lfsPointerLine(text);
    if (line === null) return;
    const start = text.indexOf(line);
    yield {
      message: t`This is a Git LFS pointer, not the card, and the Hub reads no metadata from it; take *.md out of .gitattributes and commit the card itself.`,
      range: { start, end: start + line.length },
      fixes: [],
    };
  },
};
