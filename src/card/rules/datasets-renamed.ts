import { isRepoId } from "../../lineage/repo-id";
import { t } from "../../words/words";
import { textItems } from "../card";
import { writeText } from "../edits";
import type { Rule } from "../finding";

/** Reports a dataset that has a new id; the Hub redirects the old one only until somebody else takes it. */
export const datasetsRenamed: Rule = {
  id: "datasets/renamed",
  severity: "info",
  summary: "Finds an entry of datasets that has a new ID on the Hub.",
  *check({ frontMatter }, { dataset }) {
    for (const { text, item } of textItems(frontMatter.fields.get("datasets"))) {
      const known = isRepoId(text) ? dataset?.(text) : undefined;
      if (known?.state !== "known" || known.id === text) continue;
      yield {
        message: t`Dataset ${text} is now ${known.id}; write the new ID.`,
        range: item.range,
        fixes: [{ title: t`Write ${known.id}`, edits: [writeText(item.range, known.id)] }],
      };
    }
  },
};
