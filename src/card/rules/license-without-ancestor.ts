import { licenseCategory } from "../../licenses/licenses";
import { licensesIn } from "../../lineage/traits/read-traits";
import { t } from "../../words/words";
import { ancestry } from "../ancestors";
import { declaredParents } from "../card";
import type { Rule } from "../finding";
import { ownLicenses } from "../licensing/license-conflicts";

/** Reports the license of a model family on a model that does not descend from that family. */
export const licenseWithoutAncestor: Rule = {
  id: "license/without-ancestor",
  severity: "info",
  summary:
    "Finds the license of a model family, such as llama3.1 or gemma, on a model whose known ancestors do not have it.",
  *check(card, context) {
    if (declaredParents(card.frontMatter).length === 0) return;
    const { ancestors, isWhole } = ancestry(card, context);
    if (!isWhole) return;
    for (const { id, item } of ownLicenses(card)) {
      if (licenseCategory(id) !== "model-community" || isMaker(context.repo, id)) continue;
      // A model with custom or unknown terms may belong to that family.
      const mayDescend = ancestors.some(
        ({ model }) =>
          model.license === null ||
          licensesIn(model.license).some(
            each => each === "other" || each === "unknown" || sameFamily(each, id),
          ),
      );
      if (mayDescend) continue;
      yield {
        message: t`${id} is the license of a model family, but no ancestor of this model has it; check base_model and the license.`,
        range: item.range,
        fixes: [],
      };
    }
  },
};

function sameFamily(one: string, other: string): boolean {
  return one === other || (one.startsWith("llama") && other.startsWith("llama"));
}

function isMaker(repo: string | null, license: string): boolean {
  const makers = license.startsWith("llama")
    ? "meta-llama facebook"
    : license === "gemma"
      ? "google"
      : "xai-org";
  return repo !== null && makers.split(" ").includes(repo.split("/")[0] ?? "");
}
