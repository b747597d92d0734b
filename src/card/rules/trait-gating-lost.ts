import type { Rule } from "../finding";
import { knownParents } from "../parents";

/** Reports a model that anybody may download although its parent asks to accept terms first. */
export const traitGatingLost: Rule = {
  id: "trait/gating-lost",
  severity: "info",
  summary:
    "Finds a parent that is gated under a model that is not, so that nobody accepts its terms (needs the Hub's answer on both).",
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
      message: `Whoever downloads the parent ${gated.id} must ask for access first, and this model is open to all; gate it in its settings on the Hub, if the terms ask for it.`,
      range: key,
      fixes: [],
      related: { message: `The parent is gated (${gated.model.gated})`, id: gated.id },
    };
  },
};
