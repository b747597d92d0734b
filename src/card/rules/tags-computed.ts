import { english, phrase, t } from "../../words/words";
import { textItems } from "../card";
import { removeItem } from "../edits";
import type { Rule } from "../finding";
import { shown } from "../sentence-parts";

/** Reports tags that the Hub computes from other fields; added by hand, they go stale or contradict those fields. */
export const tagsComputed: Rule = {
  id: "tags/computed",
  severity: "hint",
  summary: "Finds tags that the Hub computes itself, such as base_model:… or license:….",
  *check(card) {
    const field = card.frontMatter.fields.get("tags");
    if (field === undefined) return;
    for (const { text, item } of textItems(field)) {
      const [prefix = ""] = text.split(":", 1);
      const source = text.includes(":") && Object.hasOwn(sources, prefix) ? sources[prefix] : undefined;
      if (source === undefined) continue;
      // The names of fields are not translated.
      const sourceName = / /.test(source) ? phrase(source) : source;
      const edit = removeItem(card, field, item);
      yield {
        message: t`The Hub computes the tag ${shown(text)} from ${sourceName}; remove it here.`,
        range: item.range,
        fixes:
          edit === null ? [] : [{ title: t`Remove ${shown(text)} from tags`, edits: [edit], isChoice: true }],
      };
    }
  },
};

const sources: Readonly<Record<string, string>> = {
  base_model: "base_model",
  license: "license",
  dataset: "datasets",
  region: english("where the repo is stored"),
  arxiv: english("the links in the card"),
  doi: english("the DOI of the repo"),
};
