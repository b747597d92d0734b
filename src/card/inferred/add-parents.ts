import { listed } from "../../lineage/in-words";
import type { Relation } from "../../lineage/model";
import { t } from "../../words/words";
import { setKey, yamlText } from "../edits";
import type { CardContext, Fix, ParsedCard, TextEdit } from "../finding";
import { relationOf } from "../parents";

/** A parent that is to be declared, and the relation that the evidence tells. */
export interface ParentToAdd {
  readonly parent: string;
  readonly relation: Relation;
}

/** Offers to declare parents in a card that declares none, with the relation if it is known. */
export function addParents(
  card: ParsedCard,
  context: CardContext,
  likely: readonly ParentToAdd[],
): readonly Fix[] {
  const ids = likely.map(({ parent }) => parent);
  const told = likely.find(each => each.relation !== "unknown")?.relation ?? relationOf(card, context);
  const relation = ids.length > 1 ? "merge" : told;
  const isStated = relation !== "unknown" && !card.frontMatter.fields.has("base_model_relation");
  const edit = setParents(card, ids);
  const more = isStated ? setKey(card, "base_model_relation", relation) : null;
  if (edit === null || (isStated && more === null)) return [];
  const named = listed(ids, 3, "and");
  const title = isStated
    ? t`Add base_model ${named} with the relation ${relation}`
    : t`Add base_model ${named}`;
  return [{ title, edits: more === null ? [edit] : [edit, more], isChoice: true, isPreviewed: true }];
}

function setParents(card: ParsedCard, ids: readonly string[]): TextEdit | null {
  const { eol, fields } = card.frontMatter;
  const [first = ""] = ids;
  if (ids.length === 1) return setKey(card, "base_model", yamlText(first));
  if (fields.has("base_model")) return setKey(card, "base_model", `[${ids.map(yamlText).join(", ")}]`);
  const lines = ids.map(id => `${eol}- ${yamlText(id)}`).join("");
  const edit = setKey(card, "base_model", lines);
  return edit === null ? null : { ...edit, newText: edit.newText.replace(/^base_model: /, "base_model:") };
}
