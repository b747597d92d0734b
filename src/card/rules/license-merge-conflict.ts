import { mergeConflicts } from "../../licenses/license-merges";
import { t } from "../../words/words";
import type { Rule } from "../finding";
import { knownParents } from "../parents";

/** Reports parents whose licenses exclude each other, whatever license the card names. */
export const licenseMergeConflict: Rule = {
  id: "license/merge-conflict",
  severity: "warning",
  summary: "Finds parents of a merge whose licenses cannot be combined, whatever license the card names.",
  *check(card, context) {
    const parents = knownParents(card, context);
    const key = card.frontMatter.fields.get("base_model")?.keyRange;
    if (parents.length < 2 || key === undefined) return;
    const licenses = parents.flatMap(({ model }) => model.license ?? []);
    for (const { one, other, reason, verdict } of mergeConflicts(licenses)) {
      const [first, second] = [one, other].map(license =>
        parents.find(({ model }) => model.license === license),
      );
      if (first === undefined || second === undefined) continue;
      yield {
        ...(verdict === "review" ? { severity: "info" as const } : {}),
        message: t`Possible license conflict: ${first.id} (${one}) and ${second.id} (${other}) may not be merged because ${reason}; leave one out, or ask its authors.`,
        range: key,
        fixes: [],
        related: { message: t`License of the parent: ${one}`, id: first.id },
      };
    }
  },
};
