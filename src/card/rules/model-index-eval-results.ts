import { t } from "../../words/words";
import { isBlank } from "../card";
import type { Rule } from "../finding";

/** Reports `eval_results`, the Python library's name for what the front matter calls `model-index`. */
export const modelIndexEvalResults: Rule = {
  id: "model-index/eval-results",
  severity: "warning",
  summary: "Finds results under eval_results, which the Hub does not read.",
  *check(card) {
    const field = card.frontMatter.fields.get("eval_results");
    if (field === undefined || isBlank(field.value)) return;
    const isText = typeof field.value !== "object";
    yield {
      message: isText
        ? t`eval_results is text, which the Hub ignores and huggingface_hub refuses; write the results as model-index, or move the text below the front matter.`
        : t`The Hub does not read eval_results; write the results as model-index.`,
      range: field.keyRange,
      fixes: [],
    };
  },
};
