import { isRepoId, repoIdProblem } from "../../lineage/repo-id";
import { textItems } from "../card";
import type { Fix, Rule } from "../finding";
import type { Item } from "../front-matter/front-matter";
import { shown } from "../sentence-parts";

/** Reports a dataset that cannot be an id; the Hub refuses a card with a path of one machine. */
export const datasetsInvalidId: Rule = {
  id: "datasets/invalid-id",
  severity: "warning",
  summary: "Finds an entry of datasets that is no dataset id, such as a local path or a sentence.",
  *check({ frontMatter }) {
    for (const { text, item } of textItems(frontMatter.fields.get("datasets"))) {
      const problem = repoIdProblem(text);
      if (problem === null) continue;
      const isPath = /^(?:\.{0,2}[/\\]|~|[A-Za-z]:[/\\])/.test(text);
      yield {
        ...(isPath ? { severity: "error" as const } : {}),
        message: isPath
          ? `datasets has ${shown(text)}, a path on one machine, which the Hub refuses; write the id of a dataset on the Hub.`
          : `datasets has ${shown(text)}, which is no dataset id, for it ${problem}; write the id of a dataset on the Hub.`,
        range: item.range,
        fixes: fixes(text, item),
      };
    }
  },
};

/** An address of a dataset on the Hub holds its id. */
function fixes(text: string, { range }: Item): Fix[] {
  const address =
    /^https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\/datasets\/([\w.-]+(?:\/[\w.-]+)?)\/?$/i.exec(
      text.trim().slice(0, 400),
    );
  const id = address?.[1] ?? text.trim();
  return isRepoId(id) ? [{ title: `Write ${id}`, edits: [{ range, newText: id }] }] : [];
}
