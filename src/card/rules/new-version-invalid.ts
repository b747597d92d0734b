import { repoIdProblem } from "../../lineage/repo-id";
import { t } from "../../words/words";
import { textItems } from "../card";
import { removeItem } from "../edits";
import { type CardContext, missingModel, type Rule } from "../finding";
import { isSelf } from "../parents";
import { shown } from "../sentence-parts";

/** Reports a successor that cannot be one: an invalid id, the model itself, or a model that is not on the Hub. */
export const newVersionInvalid: Rule = {
  id: "new-version/invalid",
  severity: "warning",
  summary: "Finds a new_version that is not a repo ID, is the model itself, or does not exist on the Hub.",
  *check(card, context) {
    const field = card.frontMatter.fields.get("new_version");
    if (field === undefined) return;
    for (const { text, item } of textItems(field)) {
      const problem = problemOf(text, context);
      if (problem === null) continue;
      const edit = removeItem(card, field, item);
      const fixes = edit === null ? [] : [{ title: t`Remove new_version`, edits: [edit], isChoice: true }];
      yield { message: t`new_version ${shown(text)} ${problem}.`, range: item.range, fixes };
    }
  },
};

function problemOf(id: string, context: CardContext): string | null {
  const problem = repoIdProblem(id);
  if (problem !== null) return t`is not a repo ID because it ${problem}; write the ID of the newer model`;
  if (isSelf(id, context)) return t`is this model itself; name the newer model, or remove new_version`;
  const known = missingModel(context.lookup(id));
  if (known === null) return null;
  return known.orPrivate
    ? t`is missing or private, so readers cannot open it; check the ID`
    : t`does not exist on the Hub; check the ID`;
}
