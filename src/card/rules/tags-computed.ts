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
      const edit = removeItem(card, field, item);
      yield {
        message: `The Hub computes the tag ${shown(text)} from ${source}; remove it here.`,
        range: item.range,
        fixes: edit === null ? [] : [{ title: `Remove ${shown(text)} from tags`, edits: [edit] }],
      };
    }
  },
};

const sources: Readonly<Record<string, string>> = {
  base_model: "base_model",
  license: "license",
  dataset: "datasets",
  region: "where the repo is stored",
  arxiv: "the links in the card",
  doi: "the DOI of the repo",
};
