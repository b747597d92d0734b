import { t } from "../../words/words";
import { removeItem } from "../edits";
import type { Rule } from "../finding";

/** Reports access denied to the European Union on a model that is not gated, where it has no effect. */
export const gatingEuWithoutGate: Rule = {
  id: "gating/eu-without-gate",
  severity: "warning",
  summary:
    "Finds extra_gated_eu_disallowed on a model that is not gated, where it has no effect (requires the model's data from the Hub).",
  *check(card, { repo, lookup }) {
    const field = card.frontMatter.fields.get("extra_gated_eu_disallowed");
    if (field?.value !== true || repo === null) return;
    const own = lookup(repo);
    if (own.state !== "known" || own.model.gated !== false) return;
    const item = field.items[0];
    const edit = item === undefined ? null : removeItem(card, field, item);
    yield {
      message: t`extra_gated_eu_disallowed has no effect because this model is not gated; gate the model in its settings on the Hub.`,
      range: field.keyRange,
      fixes:
        edit === null ? [] : [{ title: t`Remove extra_gated_eu_disallowed`, edits: [edit], isChoice: true }],
    };
  },
};
