import { t } from "../../words/words";
import type { Rule } from "../finding";
import { knownParents } from "../parents";

/** Reports a parent whose own card names a successor. */
export const baseModelNewerVersion: Rule = {
  id: "base-model/newer-version",
  severity: "info",
  summary: "Finds a base_model whose card names a newer version (requires the parent's data from the Hub).",
  *check(card, context) {
    for (const { id, declared, model } of knownParents(card, context)) {
      const { newVersion } = model;
      if (newVersion === null || newVersion === id || newVersion === context.repo) continue;
      yield {
        message: t`The parent ${id} has a newer version, ${newVersion}; consider it for your next model.`,
        range: declared.range,
        fixes: [],
        related: { message: t`new_version of ${id}`, id: newVersion },
      };
    }
  },
};
