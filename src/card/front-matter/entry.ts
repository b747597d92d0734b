import type { Field, FrontMatter } from "./front-matter";
import type { PlainNode } from "./plain-yaml";
import { placeIn } from "./plain-yaml";

/** A field with the place of everything in it. */
export interface Entry extends Pick<FrontMatter, "place"> {
  readonly field: Field;
}

/** The entry of a map with a single key, as the plain reader found it; null for any other map. */
export function plainEntry(root: PlainNode): Entry | null {
  const [first, second] = root.entries ?? [];
  if (first === undefined || second !== undefined) return null;
  const { key, keyRange, node } = first;
  const items = (node.items ?? [node]).map(({ value, range }) => ({ value, range }));
  const field = { key, keyRange, valueRange: node.range, value: node.value, items };
  return { field, place: path => placeIn(root, path) };
}
