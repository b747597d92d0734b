import { listed } from "../../lineage/in-words";
import { t } from "../../words/words";
import { fieldTexts } from "../card";
import { appendItems, setKey, yamlText } from "../edits";
import type { Fix, ParsedCard, Rule } from "../finding";
import { type KnownParent, knownParents } from "../parents";

/** Reports datasets of a parent that the card does not list. */
export const traitDatasetsLost: Rule = {
  id: "trait/datasets-lost",
  severity: "hint",
  summary:
    "Finds datasets that the parent lists and the card does not (requires the parent's data from the Hub).",
  *check(card, context) {
    const { fields, problems } = card.frontMatter;
    const field = fields.get("datasets");
    const key = fields.get("base_model")?.keyRange;
    if (problems.length > 0 || key === undefined) return;
    const own = new Set(fieldTexts(field).map(id => id.toLowerCase()));
    const lostOf = ({ model }: KnownParent) => model.datasets.filter(id => !own.has(id.toLowerCase()));
    const losing = knownParents(card, context).filter(parent => lostOf(parent).length > 0);
    const first = losing[0];
    if (first === undefined) return;
    const lost = [...new Set(losing.flatMap(lostOf))];
    yield {
      message: t`The parent ${first.id} was trained on ${listed(lost, 3)}, which this card does not list; add those that apply to this model too.`,
      range: own.size === 0 || field === undefined ? (field?.keyRange ?? key) : field.valueRange,
      fixes: add(card, lost),
      related: { message: t`Datasets of the parent: ${listed(first.model.datasets, 3)}`, id: first.id },
    };
  },
};

function add(card: ParsedCard, lost: readonly string[]): Fix[] {
  const field = card.frontMatter.fields.get("datasets");
  const edit =
    field === undefined || fieldTexts(field).length === 0
      ? setKey(card, "datasets", `[${lost.map(yamlText).join(", ")}]`)
      : appendItems(card, field, lost);
  return edit === null
    ? []
    : [{ title: t`Add ${listed(lost, 3)} to datasets`, edits: [edit], isChoice: true }];
}
