import { isRepoId } from "../../lineage/repo-id";
import { t } from "../../words/words";
import { textItems } from "../card";
import type { Rule } from "../finding";

/**
 * Reports a dataset that the Hub does not show. A plain 404 is a warning: the link is dead for every reader, but unlike
 * `base_model` nothing is computed from it. A 401 is information, since the data may be private for a reason.
 */
export const datasetsNotFound: Rule = {
  id: "datasets/not-found",
  severity: "warning",
  summary: "Finds an entry of datasets that does not exist on the Hub or is not visible.",
  *check({ frontMatter }, { dataset }) {
    for (const { text, item } of textItems(frontMatter.fields.get("datasets"))) {
      const known = isRepoId(text) ? dataset?.(text) : undefined;
      if (known?.state !== "missing") continue;
      yield {
        ...(known.orPrivate ? { severity: "info" as const } : {}),
        message: known.orPrivate
          ? t`Dataset ${text} is missing or private, so visitors cannot see it; check the ID, or say in the card what it holds.`
          : t`Dataset ${text} does not exist on the Hub; correct the ID, or name a dataset that exists.`,
        range: item.range,
        fixes: [],
      };
    }
  },
};
