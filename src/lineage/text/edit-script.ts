/** What happens to a run of characters from one text to the other. */
export type EditKind = "kept" | "replaced" | "deleted" | "inserted";

/** A run of characters with one fate, in both texts: `before` is empty if it was inserted, `after` if it was deleted. */
export interface EditSegment {
  readonly kind: EditKind;
  readonly before: string;
  readonly after: string;
}

/** How one text becomes another, with the fewest edits of one character (code point). */
export interface EditScript {
  readonly segments: readonly EditSegment[];
  /** The Levenshtein distance. */
  readonly edits: number;
  /** 1 - edits / length of the longer text; 1 for two empty ones. */
  readonly similarity: number;
}

/**
 * The edit script of figure 4 of arXiv:2508.06811 (notebook diff_dna_figure): unit costs; equal characters are always kept, and of edits that
 * cost the same, a deletion comes before an insertion, and both before a replacement. Takes time and bytes in proportion to the product of the lengths.
 */
export function editScript(before: string, after: string): EditScript {
  const [one, other] = [Array.from(before), Array.from(after)];
  const { choices, edits } = choose(one, other);
  const segments: { kind: EditKind; before: string; after: string }[] = [];
  let [row, column] = [one.length, other.length];
  while (row > 0 || column > 0) {
    const kind = kinds[choices[row * (other.length + 1) + column] ?? 0] ?? "kept";
    const left = kind === "inserted" ? "" : (one[--row] ?? "");
    const right = kind === "deleted" ? "" : (other[--column] ?? "");
    const last = segments.at(-1);
    if (last?.kind === kind) [last.before, last.after] = [left + last.before, right + last.after];
    else segments.push({ kind, before: left, after: right });
  }
  const longer = Math.max(one.length, other.length);
  return { segments: segments.reverse(), edits, similarity: longer === 0 ? 1 : 1 - edits / longer };
}

const kinds: readonly EditKind[] = ["kept", "replaced", "deleted", "inserted"];
const [kept, replaced, deleted, inserted] = [0, 1, 2, 3];

/** The last edit for each pair of beginnings, by its place in `kinds`, row by row, and the cost of the whole. */
function choose(one: readonly string[], other: readonly string[]) {
  const width = other.length + 1;
  const choices = new Uint8Array((one.length + 1) * width).fill(inserted, 1, width);
  let above = Uint32Array.from({ length: width }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const costs = new Uint32Array(width);
    costs[0] = row;
    choices[row * width] = deleted;
    for (let column = 1; column < width; column++) {
      const diagonal = above[column - 1] ?? 0;
      if (one[row - 1] === other[column - 1]) {
        costs[column] = diagonal;
        choices[row * width + column] = kept;
        continue;
      }
      const [up, left] = [above[column] ?? 0, costs[column - 1] ?? 0];
      const least = Math.min(up, left, diagonal);
      costs[column] = least + 1;
      choices[row * width + column] = least === up ? deleted : least === left ? inserted : replaced;
    }
    above = costs;
  }
  return { choices, edits: above[other.length] ?? 0 };
}
