import { licenseFacts } from "../../licenses/license-facts";
import { t } from "../../words/words";
import { ancestry } from "../ancestors";
import { setKey } from "../edits";
import type { Rule } from "../finding";
import { declaredTraits } from "../licensing/declared-traits";

/** Reports a multimodal Llama model that is open to the European Union, where its use policy grants no rights. */
export const licenseEuMultimodal: Rule = {
  id: "license/eu-multimodal",
  severity: "hint",
  summary:
    "Finds a multimodal model made from Llama 3.2 or later that does not deny access from the European Union, which its use policy excludes.",
  *check(card, context) {
    const { fields } = card.frontMatter;
    const key = fields.get("base_model")?.keyRange;
    if (key === undefined || fields.has("extra_gated_eu_disallowed")) return;
    const { task } = declaredTraits(card.frontMatter);
    const ancestor = ancestry(card, context).ancestors.find(
      ({ model }) =>
        licenseFacts(model.license ?? "")?.duties.includes("eu-multimodal") &&
        isMultimodal(task ?? model.task),
    );
    if (ancestor === undefined) return;
    const edit = setKey(card, "extra_gated_eu_disallowed", "true");
    yield {
      message: t`The use policy of ${ancestor.model.license} grants no rights to multimodal models in the European Union; consider gating this model and setting extra_gated_eu_disallowed.`,
      range: key,
      fixes:
        edit === null
          ? []
          : [{ title: t`Set extra_gated_eu_disallowed to true`, edits: [edit], isChoice: true }],
      related: { message: t`License of the ancestor: ${ancestor.model.license}`, id: ancestor.model.id },
    };
  },
};

function isMultimodal(task: string | null): boolean {
  return (
    task !== null &&
    /^(?:image-text-to-|video-text-to-|any-to-any|visual-question|document-question)/.test(task)
  );
}
