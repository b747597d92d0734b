import type { Range } from "../position";

/** The first line of a text in a range that git writes around two versions that it could not merge; null if there is none. */
export function conflictMarkerIn(text: string, { start, end }: Range): Range | null {
  const found = /^(?:<{7}|>{7})(?: .*)?$/m.exec(text.slice(start, end).replaceAll("\r", "\n"));
  if (found === null) return null;
  const at = start + found.index;
  return { start: at, end: at + found[0].length };
}
