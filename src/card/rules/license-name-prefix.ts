import { clauseWords } from "../../licenses/clause-words";
import { hasNamePrefix } from "../../licenses/license-notices";
import { repoName } from "../../lineage/repo-id";
import { t } from "../../words/words";
import type { Rule } from "../finding";
import { prescribing } from "../prescribed";

/** Reports a model whose name does not begin as the license of an ancestor requires. */
export const licenseNamePrefix: Rule = {
  id: "license/name-prefix",
  severity: "warning",
  summary:
    "Finds a model whose name does not begin with the word that the license of an ancestor requires, such as Llama (needs the model's own ID and the ancestors).",
  *check(card, context) {
    const key = card.frontMatter.fields.get("base_model")?.keyRange;
    if (context.repo === null || key === undefined) return;
    const name = repoName(context.repo);
    for (const { license, ancestor, words } of prescribing(card, context)) {
      const { namePrefix } = words;
      if (namePrefix === null || hasNamePrefix(name, namePrefix)) continue;
      const wanted = `${namePrefix.replace(" ", "-")}-${name}`;
      yield {
        // The licenses make no exception for adapters and converted copies, but nobody expects it of them.
        ...(ancestor.relation === "finetune" || ancestor.relation === "merge"
          ? {}
          : { severity: "info" as const }),
        message: t`${license} (${clauseWords(words.clause)}) requires the name of a model made from ${ancestor.model.id} to begin with ${namePrefix}; call it ${wanted.slice(0, 60)}, for example.`,
        range: key,
        fixes: [],
        related: { message: t`License of the ancestor: ${license}`, id: ancestor.model.id },
      };
    }
  },
};
