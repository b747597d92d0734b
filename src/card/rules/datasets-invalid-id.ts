import { hubAddress } from "../../lineage/hub-address";
import { isRepoId, repoIdProblem } from "../../lineage/repo-id";
import { t } from "../../words/words";
import { textItems } from "../card";
import { writeText } from "../edits";
import type { Fix, Rule } from "../finding";
import type { Item } from "../front-matter/front-matter";
import { shown } from "../sentence-parts";

/** Reports a dataset that cannot be an id, mostly a local path or a sentence; the Hub rejects such a card. */
export const datasetsInvalidId: Rule = {
  id: "datasets/invalid-id",
  severity: "error",
  summary: "Finds an entry of datasets that is not a dataset ID, such as a local path or a sentence.",
  *check({ frontMatter }) {
    for (const { text, item } of textItems(frontMatter.fields.get("datasets"))) {
      const problem = repoIdProblem(text);
      if (problem === null) continue;
      const isPath = /^(?:\.{0,2}[/\\]|~|[A-Za-z]:[/\\])/.test(text);
      yield {
        message: isPath
          ? t`datasets contains ${shown(text)}, a local path, which the Hub rejects; write the ID of a dataset on the Hub.`
          : t`datasets contains ${shown(text)}, which is not a dataset ID because it ${problem}, and the Hub rejects it; write the ID of a dataset on the Hub.`,
        range: item.range,
        fixes: fixes(text, item),
      };
    }
  },
};

/** The URL of a dataset on the Hub contains its id. */
function fixes(text: string, { range }: Item): Fix[] {
  const address = hubAddress(text);
  const id = address?.kind === "dataset" && address.isWhole ? address.id : text.trim();
  return isRepoId(id) ? [{ title: t`Write ${id}`, edits: [writeText(range, id)] }] : [];
}
