import { declaredParents } from "../card";
import type { Rule } from "../finding";
import { isSelf } from "../parents";

/** Reports a parent that has another id today; the Hub forwards the old one only until somebody takes it. */
export const baseModelRenamed: Rule = {
  id: "base-model/renamed",
  severity: "info",
  summary: "Finds a base_model that has another id on the Hub today (needs the Hub's answer on the parent).",
  *check({ frontMatter }, context) {
    for (const { id, range, problem } of declaredParents(frontMatter)) {
      if (problem !== null || isSelf(id, context)) continue;
      const known = context.lookup(id);
      if (known.state !== "known" || known.id === id) continue;
      const isCase = known.id.toLowerCase() === id.toLowerCase();
      const message = isCase
        ? `base_model ${id} is written ${known.id} on the Hub; write it so.`
        : `base_model ${id} is called ${known.id} today; write the present id.`;
      yield {
        message,
        range,
        fixes: [{ title: `Write ${known.id}`, edits: [{ range, newText: known.id }] }],
        related: { message: "Its present id", id: known.id },
      };
    }
  },
};
