import { listed } from "../../lineage/in-words";
import { t } from "../../words/words";
import { textItems } from "../card";
import { yamlText } from "../edits";
import type { Fix, ParsedCard, Rule } from "../finding";
import type { Field, Item } from "../front-matter/front-matter";
import { startOfLine } from "../front-matter/line-at";
import { shown } from "../sentence-parts";

/** Reports a tag whose text is a whole list, as a script leaves it that writes a list of tags as one text. */
export const tagsWrittenList: Rule = {
  id: "tags/written-list",
  severity: "warning",
  summary: "Finds a tag whose text is a whole list in brackets, such as \"['gguf', 'trl']\".",
  *check(card) {
    const field = card.frontMatter.fields.get("tags");
    if (field === undefined) return;
    for (const { text, item } of textItems(field)) {
      const tags = tagsIn(text);
      if (tags === null) continue;
      yield {
        message: t`The tag ${shown(text)} is one text that looks like a list; write ${listed(tags.map(shown), 3)} as ${tags.length > 1 ? t`tags of their own` : t`the tag`}.`,
        range: item.range,
        fixes: fixes(card, field, item, tags),
      };
    }
  },
};

/** The tags in a text like `['a', 'b']`; null for every other text, brackets inside or not. */
function tagsIn(text: string): readonly string[] | null {
  const inner = /^\[([^[\]]*)\]$/.exec(text.trim())?.[1];
  const quoted =
    inner === undefined ? [] : inner.split(",").map(each => /^\s*(["'])([^"']+)\1\s*$/.exec(each)?.[2]);
  const tags = quoted.flatMap(each => (each === undefined || each.trim() === "" ? [] : [each.trim()]));
  return quoted.length > 0 && tags.length === quoted.length ? tags : null;
}

/** The list's parts in the style of the tags around them; none where that style is unusual. */
function fixes(card: ParsedCard, field: Field, { range }: Item, tags: readonly string[]): Fix[] {
  const { text, frontMatter } = card;
  const parts = tags.map(yamlText);
  const fix = (newText: string) => [
    { title: t`Write the list's parts as tags`, edits: [{ range, newText }] },
  ];
  if (field.valueRange === range) return fix(`[${parts.join(", ")}]`);
  if (text[field.valueRange.start] === "[") return fix(parts.join(", "));
  const start = startOfLine(text, range.start);
  const lead = text.slice(start, range.start);
  return /^ *- +$/.test(lead) ? fix(parts.join(frontMatter.eol + lead)) : [];
}
