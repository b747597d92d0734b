import { readEmissions } from "../../lineage/measures/emissions";
import { t } from "../../words/words";
import { isBlank } from "../card";
import type { Rule } from "../finding";
import { knownParents, relationOf } from "../parents";

/** Reports a card without emissions whose parent has them, and emissions above the parent's. */
export const traitEmissionsMissing: Rule = {
  id: "trait/emissions-missing",
  severity: "hint",
  summary:
    "Finds a card that has no co2_eq_emissions although its parent does, or that has more than its parent (requires the parent's data from the Hub).",
  *check(card, context) {
    const relation = relationOf(card, context);
    const key = card.frontMatter.fields.get("base_model")?.keyRange;
    if (key === undefined || relation === "quantized" || card.frontMatter.problems.length > 0) return;
    const parent = knownParents(card, context).find(({ model }) => model.emissions !== null);
    if (parent === undefined) return;
    const field = card.frontMatter.fields.get("co2_eq_emissions");
    const theirs = grams(parent.model.emissions ?? 0);
    const related = { message: t`Emissions of the parent: ${theirs}`, id: parent.id };
    if (field === undefined || isBlank(field.value)) {
      const message = t`Training the parent ${parent.id} emitted ${theirs} of CO2, but this card lists no emissions; add co2_eq_emissions if you measured them.`;
      yield { message, range: key, fixes: [], related };
      return;
    }
    const own = readEmissions(field.value)?.grams ?? null;
    if (own === null || own <= (parent.model.emissions ?? 0)) return;
    const message = t`Training this model emitted ${grams(own)} of CO2, but training its parent ${parent.id} emitted only ${theirs}; check that both are in grams.`;
    yield { message, range: field.valueRange, fixes: [], related };
  },
};

function grams(amount: number): string {
  return amount >= 1_000
    ? t`${Number((amount / 1_000).toPrecision(3))} kg`
    : `${Number(amount.toPrecision(3))} g`;
}
