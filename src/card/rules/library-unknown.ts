import { meantId } from "../../lineage/nearest";
import { t } from "../../words/words";
import { textItems } from "../card";
import { writeText } from "../edits";
import type { Rule } from "../finding";
import { shown } from "../sentence-parts";
import { libraries } from "../vocabulary";

/** Reports a library that the Hub does not know; only a hint unless it is close to one that the Hub knows. */
export const libraryUnknown: Rule = {
  id: "library/unknown",
  severity: "info",
  summary: "Finds a library_name that the Hub does not know, so the model's page has no code snippet.",
  *check({ frontMatter }) {
    const ids = libraries.map(word => word.id);
    for (const { text, item } of textItems(frontMatter.fields.get("library_name"))) {
      if (ids.includes(text)) continue;
      const meant = meantId(text, ids) ?? byLabel(text);
      yield meant === null
        ? {
            severity: "hint",
            message: t`The Hub does not know the library ${shown(text)}, so the model's page has no code snippet; check the spelling if you expect one.`,
            range: item.range,
            fixes: [],
          }
        : {
            message: t`The Hub does not know the library ${shown(text)}; write ${meant} if that is what you mean.`,
            range: item.range,
            fixes: [{ title: t`Write ${meant}`, edits: [writeText(item.range, meant)] }],
          };
    }
  },
};

function byLabel(text: string): string | null {
  const meant = meantId(
    text,
    libraries.map(word => word.label),
  );
  return libraries.find(word => word.label === meant)?.id ?? null;
}
