import { isRepoId } from "../../lineage/repo-id";
import { t } from "../../words/words";
import { textItems } from "../card";
import type { Rule } from "../finding";
import { shown } from "../sentence-parts";

/** Reports an entry of buckets that does not have the form namespace/bucket. */
export const bucketsInvalidId: Rule = {
  id: "buckets/invalid-id",
  severity: "warning",
  summary: "Finds an entry of buckets that does not have the form namespace/bucket.",
  *check({ frontMatter }) {
    for (const { text, item } of textItems(frontMatter.fields.get("buckets"))) {
      if (text.includes("/") && isRepoId(text)) continue;
      const message = t`buckets contains ${shown(text)}, which is not a bucket ID; write namespace/bucket.`;
      yield { message, range: item.range, fixes: [] };
    }
  },
};
