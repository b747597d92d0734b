import { isRepoId } from "../lineage/repo-id";
import type { FrontMatter } from "./front-matter/front-matter";
import type { Range } from "./position";

/** A repo id in a card, with its key. */
export interface IdAt {
  readonly id: string;
  readonly key: "base_model" | "new_version";
  readonly range: Range;
}

/** Every repo id under `base_model` and `new_version`, in order of position. */
export function idsIn(frontMatter: FrontMatter): readonly IdAt[] {
  const found: IdAt[] = [];
  for (const key of ["base_model", "new_version"] as const) {
    for (const { value, range } of frontMatter.fields.get(key)?.items ?? []) {
      if (typeof value === "string" && isRepoId(value)) found.push({ id: value, key, range });
    }
  }
  return found.sort((a, b) => a.range.start - b.range.start);
}

/** The repo id at an offset, or null; a cursor right after its last letter still counts. */
export function idAt(frontMatter: FrontMatter, offset: number): IdAt | null {
  return idsIn(frontMatter).find(each => each.range.start <= offset && offset <= each.range.end) ?? null;
}
