import { listed } from "../../lineage/in-words";
import { t } from "../../words/words";
import type { Rule } from "../finding";
import { knownParents, relationOf } from "../parents";
import { isSameTest, type Score, scoreInWords, scoresOf } from "../scores";

/** Reports results that are those of a parent, digit for digit. */
export const modelIndexCopied: Rule = {
  id: "model-index/copied",
  severity: "warning",
  summary:
    "Finds results in model-index that are the same as the parent's (requires the parent's data from the Hub).",
  *check(card, context) {
    const range = card.frontMatter.fields.get("model-index")?.keyRange;
    // Who quantizes a model may show what the original scored; the Hub lists the two together.
    if (range === undefined || relationOf(card, context) === "quantized") return;
    const own = scoresOf(card.frontMatter);
    for (const { id, model } of knownParents(card, context)) {
      const shared = own.flatMap(score => {
        const theirs = model.evaluations.filter(each => isSameTest(each, score));
        return theirs.length === 0
          ? []
          : [{ score, isSame: theirs.some(({ value }) => value === score.value) }];
      });
      const same = shared.filter(({ isSame }) => isSame).map(({ score }) => score);
      if (same.length < shared.length || !isBeyondChance(same)) continue;
      yield {
        message: t`Results are the same as those of the parent ${id} (${listed(same.map(scoreInWords), 3)}); measure this model, or remove them from model-index.`,
        range,
        fixes: [],
        related: { message: t`Scores of the parent: ${listed(same.map(scoreInWords), 3)}`, id },
      };
    }
  },
};

/** Several equal scores, or one with three digits or more, are no accident. */
function isBeyondChance(same: readonly Score[]): boolean {
  const digits = (value: number) => String(value).replace(/^0\.0*|[-.]|e.*$/g, "").length;
  return same.length > 1 || same.some(({ value }) => digits(value) >= 3);
}
