import { yamlText } from "../../card/edits";
import type { TextEdit } from "../../card/finding";
import type { FrontMatter } from "../../card/front-matter/front-matter";
import { idsIn } from "../../card/ids-at";

/** Whether a text contains an id at all: a quick check before parsing it as a card. */
export function mentions(text: string, id: string): boolean {
  return text.toLowerCase().includes(id.toLowerCase());
}

/**
 * The edits that rename a model in a card's `base_model` and `new_version`; none if the card does not name the model.
 * Ids are case-insensitive, as on the Hub.
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

/** The id in the same quotes as the old one, or in quotes if it needs them. */
function written(mark: string, id: string): string {
  return mark === '"' || mark === "'" ? mark + id + mark : yamlText(id);
}
