import { yamlText } from "../../card/edits";
import type { TextEdit } from "../../card/finding";
import type { FrontMatter } from "../../card/front-matter/front-matter";
import { idsIn } from "../../card/ids-at";

/** Whether a text holds an id at all, which takes less time to tell than whether it is a card that names it. */
export function mentions(text: string, id: string): boolean {
  return text.toLowerCase().includes(id.toLowerCase());
}

/**
 * The edits that make a card name a model by its new id, under `base_model` and `new_version`; none where it does not
 * name the model. Letter case is no difference between ids, as on the Hub.
 */
export function renameModel(
  text: string,
  frontMatter: FrontMatter,
  { from, to }: { readonly from: string; readonly to: string },
): readonly TextEdit[] {
  const wanted = from.toLowerCase();
  return idsIn(frontMatter)
    .filter(({ id }) => id.toLowerCase() === wanted)
    .map(({ range }) => ({ range, newText: written(text[range.start] ?? "", to) }));
}

/** An id in the quotes that stood around the old one, or in those that it needs. */
function written(mark: string, id: string): string {
  return mark === '"' || mark === "'" ? mark + id + mark : yamlText(id);
}
