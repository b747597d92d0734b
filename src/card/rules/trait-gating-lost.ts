import { t } from "../../words/words";
import type { Rule } from "../finding";
import { knownParents } from "../parents";

/** Reports a model that anybody can download although its parent requires accepting terms first. */
export const traitGatingLost: Rule = {
  id: "trait/gating-lost",
  severity: "info",
  summary:
    "Finds a model that is not gated although its parent is, so nobody has to accept the parent's terms (requires the data of both from the Hub).",
  *check(card, context) {
    const key = card.frontMatter.fields.get("base_model")?.keyRange;
    if (key === undefined || context.repo === null) return;
    const own = context.lookup(context.repo);
    if (own.state !== "known" || own.model.gated !== false) return;
    const gated = knownParents(card, context).find(
      ({ model }) => model.gated !== false && model.gated !== null,
    );
    if (gated === undefined) return;
    yield {
      message: t`The parent ${gated.id} is gated, but this model is open to everyone; gate it in its settings on the Hub if the parent's terms require it.`,
      range: key,
      fixes: [],
      related: { message: t`The parent is gated (${gated.model.gated})`, id: gated.id },
    };
  },
};
