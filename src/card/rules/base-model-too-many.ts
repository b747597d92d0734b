import { grouped } from "../../lineage/in-words";
import { mostParents } from "../../lineage/traits/read-traits";
import { t } from "../../words/words";
import { unreadParents } from "../card";
import type { Rule } from "../finding";

/** Reports parents beyond the number that is read: what is wrong with them is not found. */
export const baseModelTooMany: Rule = {
  id: "base-model/too-many",
  severity: "warning",
  summary: `Finds a base_model list that is longer than the ${mostParents} models that are read.`,
  *check({ frontMatter }) {
    const unread = unreadParents(frontMatter);
    if (unread === null) return;
    const [all, left] = [unread.count + mostParents, unread.count].map(each => grouped(each));
    yield {
      message: t`base_model names ${all} models, and only the first ${mostParents} were read, so nothing is known about the other ${left}; list only the models that this one was made from.`,
      range: unread.range,
      fixes: [],
    };
  },
};
