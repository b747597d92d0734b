import { listed } from "../../lineage/in-words";
import { t } from "../../words/words";
import type { Rule } from "../finding";
import { knownParents, relationOf } from "../parents";
import { isSameDataset, isSameTest, type Score, scoreInWords, scoresOf } from "../scores";

/** Reports datasets that only the parent has scores on, and scores far below the parent's. */
export const traitEvaluationLost: Rule = {
  id: "trait/evaluation-lost",
  severity: "hint",
  summary:
    "Finds datasets that the parent has scores on and the card does not, and scores far below the parent's (requires the parent's data from the Hub).",
  *check(card, context) {
    const { fields, problems } = card.frontMatter;
    const key = fields.get("base_model")?.keyRange;
    if (problems.length > 0 || key === undefined || relationOf(card, context) === "merge") return;
    const parent = knownParents(card, context).find(({ model }) => model.evaluations.length > 0);
    if (parent === undefined) return;
    const own = scoresOf(card.frontMatter);
    const theirs = parent.model.evaluations;
    const range = fields.get("model-index")?.keyRange ?? key;
    const lost = theirs.filter(score => !own.some(each => isSameDataset(each, score)));
    const fallen = theirs.filter(score =>
      own.some(each => isSameTest(each, score) && isFarBelow(each, score)),
    );
    if (lost.length > 0)
      yield {
        message: t`The parent ${parent.id} has scores that this card lacks (${listed(lost.map(scoreInWords), 3)}); add this model's own if you have them.`,
        range,
        fixes: [],
        related: { message: t`Scores of the parent: ${listed(theirs.map(scoreInWords), 3)}`, id: parent.id },
      };
    if (fallen.length > 0)
      yield {
        message: t`Scores are far below those of the parent ${parent.id} (${listed(fallen.map(scoreInWords), 3)}); check that both use the same unit.`,
        range,
        fixes: [],
        related: { message: t`Scores of the parent: ${listed(fallen.map(scoreInWords), 3)}`, id: parent.id },
      };
  },
};

/** Less than a tenth of the parent's: 0 to 1 against percent. Not for error rates, which are better when lower. */
function isFarBelow(own: Score, parent: Score): boolean {
  return !/wer|cer|loss|perplexity|error|mae|mse/i.test(own.metric) && own.value < parent.value / 10;
}
