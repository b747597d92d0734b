import { isRepoId } from "../lineage/repo-id";
import type { FrontMatter } from "./front-matter/front-matter";
import type { Range } from "./position";

/** A repo id that stands in a card, with the key it stands under. */
export interface IdAt {
  readonly id: string;
  readonly key: "base_model" | "new_version";
  readonly range: Range;
}

/** Every repo id under `base_model` and `new_version`, in order of place. */
export function idsIn(frontMatter: FrontMatter): readonly IdAt[] {
  const found: IdAt[] = [];
  for (const key of ["base_model", "new_version"] as const) {
    for (const { value, range } of frontMatter.fields.get(key)?.items ?? []) {
      if (typeof value === "string" && isRepoId(value)) found.push({ id: value, key, range });
    }
  }
  return found.sort((a, b) => a.range.start - b.range.start);
}

/** The repo id under an offset (its end included, as a cursor after the last letter is still at the word), or null. */
export function idAt(frontMatter: FrontMatter, offset: number): IdAt | null {
  return idsIn(frontMatter).find(each => each.range.start <= offset && offset <= each.range.end) ?? null;
}
