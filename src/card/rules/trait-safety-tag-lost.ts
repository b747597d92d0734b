import { t } from "../../words/words";
import { fieldTexts } from "../card";
import { appendItems, setKey } from "../edits";
import type { Fix, ParsedCard, Rule } from "../finding";
import { knownParents } from "../parents";

const safetyTag = "not-for-all-audiences";

/** Reports a card without the tag that hides its parent behind a warning. */
export const traitSafetyTagLost: Rule = {
  id: "trait/safety-tag-lost",
  severity: "warning",
  summary:
    "Finds a card that lacks the tag not-for-all-audiences although its parent has it (requires the parent's data from the Hub).",
  *check(card, context) {
    const { fields, problems } = card.frontMatter;
    const tags = fields.get("tags");
    const key = fields.get("base_model")?.keyRange;
    if (problems.length > 0 || key === undefined) return;
    if (fieldTexts(tags).some(tag => tag.toLowerCase() === safetyTag)) return;
    const parent = knownParents(card, context).find(({ model }) => model.adult);
    if (parent === undefined) return;
    yield {
      message: t`The parent ${parent.id} has the tag ${safetyTag}, but this card does not; add it unless this model is suitable for everyone.`,
      range: tags?.keyRange ?? key,
      fixes: add(card),
      related: { message: t`Tag of the parent: ${safetyTag}`, id: parent.id },
    };
  },
};

function add(card: ParsedCard): Fix[] {
  const tags = card.frontMatter.fields.get("tags");
  const edit =
    tags === undefined || fieldTexts(tags).length === 0
      ? setKey(card, "tags", `[${safetyTag}]`)
      : appendItems(card, tags, [safetyTag]);
  return edit === null ? [] : [{ title: t`Add ${safetyTag} to tags`, edits: [edit], isChoice: true }];
}
