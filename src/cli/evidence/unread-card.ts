import type { CardContext } from "../../card/finding";
import { lintCard } from "../../card/lint";

/** Rules about what keeps a card, or its parents, from being read. */
const about: ReadonlySet<string> = new Set([
  "front-matter/empty",
  "front-matter/encoding",
  "front-matter/invalid",
  "front-matter/lfs-pointer",
  "front-matter/misplaced",
  "front-matter/misspelt-key",
  "base-model/invalid",
]);

/** What of a card cannot be read, in sentences: it may declare more parents than were found. */
export function unreadInCard(text: string): readonly string[] {
  const context: CardContext = { repo: null, files: null, lookup: () => ({ state: "unknown" }) };
  return lintCard(text, context)
    .findings.filter(({ rule, range }) => {
      // Of misspelt keys, those matter that may name a parent.
      const isOther =
        rule === "front-matter/misspelt-key" && !/base/i.test(text.slice(range.start, range.end));
      return about.has(rule) && !isOther;
    })
    .map(({ message }) => `README.md: ${message}`);
}
