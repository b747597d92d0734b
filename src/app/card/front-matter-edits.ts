import { findFences } from "../../card/front-matter/fences";
import { type EditScript, editScript } from "../../lineage/text/edit-script";

/** How the front matter of a parent became that of its child, by its characters. */
export interface FrontMatterEdits extends EditScript {
  /** How many characters of each were compared, if one has more; else null. */
  readonly cutAt: number | null;
}

/** Characters that are compared: for more, the editor would wait, and nobody would read them. */
const mostCompared = 1_500;

/** How the front matter of one card became that of another, by its characters; null if one of the two has none. */
export function frontMatterEdits(parent: string, child: string): FrontMatterEdits | null {
  const [before, after] = [blockOf(parent), blockOf(child)];
  if (before === null || after === null) return null;
  const isCut = before.length > mostCompared || after.length > mostCompared;
  const cut = (letters: readonly string[]) => letters.slice(0, mostCompared).join("");
  return { ...editScript(cut(before), cut(after)), cutAt: isCut ? mostCompared : null };
}

/** The first characters of the YAML between the fences, a few more than are compared. */
function blockOf(text: string): readonly string[] | null {
  const block = findFences(text)?.block ?? null;
  // A character has two units at most.
  return (
    block && Array.from(text.slice(block.start, Math.min(block.end, block.start + 2 * mostCompared + 2)))
  );
}
