import { t } from "../../words/words";
import { declaredParents } from "../card";
import { writeText } from "../edits";
import type { Rule } from "../finding";
import { isSelf } from "../parents";

/** Reports a parent that has a new id; the Hub redirects the old one only until somebody else takes it. */
export const baseModelRenamed: Rule = {
  id: "base-model/renamed",
  severity: "info",
  summary: "Finds a base_model that has a new ID on the Hub (requires the parent's data from the Hub).",
  *check({ frontMatter }, context) {
    for (const { id, range, problem } of declaredParents(frontMatter)) {
      if (problem !== null || isSelf(id, context)) continue;
      const known = context.lookup(id);
      if (known.state !== "known" || known.id === id) continue;
      const isCase = known.id.toLowerCase() === id.toLowerCase();
      const message = isCase
        ? t`base_model ${id} is spelled ${known.id} on the Hub; write it that way.`
        : t`base_model ${id} is now ${known.id}; write the new ID.`;
      yield {
        message,
        range,
        fixes: [{ title: t`Write ${known.id}`, edits: [writeText(range, known.id)] }],
        related: { message: t`Its current ID`, id: known.id },
      };
    }
  },
};
