import { yamlText } from "../card/edits";
import type { TextEdit } from "../card/finding";
import { parseFrontMatter } from "../card/front-matter";
import { idsIn } from "../card/ids-at";

/**
 * The edits that make a card name a model by its new id, under `base_model` and `new_version`; none where it does not
 * name the model. Letter case is no difference between ids, as on the Hub.
 */
export function renameModel(text: string, from: string, to: string): readonly TextEdit[] {
  const wanted = from.toLowerCase();
  if (!text.toLowerCase().includes(wanted)) return [];
  return idsIn(parseFrontMatter(text))
    .filter(({ id }) => id.toLowerCase() === wanted)
    .map(({ range }) => ({ range, newText: written(text[range.start] ?? "", to) }));
}

/** An id in the quotes that stood around the old one, or in those that it needs. */
function written(mark: string, id: string): string {
  return mark === '"' || mark === "'" ? mark + id + mark : yamlText(id);
}
