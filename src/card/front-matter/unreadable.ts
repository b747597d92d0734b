import type { Range } from "../position";

/** How many units of a text tell how it is encoded. */
const enough = 256;

/** Whether a text was written as UTF-16 (or UTF-32) and read as UTF-8: then about every second character is U+0000. */
export function isWideText(text: string): boolean {
  const start = text.slice(0, enough);
  const zeros = start.length - start.replaceAll("\0", "").length;
  return start.length >= 8 && zeros * 4 >= start.length;
}

/** The first line of a Git LFS pointer, which stands in a file's place until Git LFS fetches the file; null for other texts. */
export function lfsPointerLine(text: string): string | null {
  const start = text.slice(0, enough).trimStart();
  const found = /^(version https:\/\/git-lfs\.github\.com\/spec\/v\d+)\r?\n/.exec(start)?.[1];
  return found !== undefined && /\noid sha256:[0-9a-f]{64}\r?\n/.test(start) ? found : null;
}

/** Where a text has two fences with nothing between them at its top: their first line; null for other texts. */
export function fencesAloneIn(text: string): Range | null {
  const found = /^\s{0,100}---(?:\r\n|\n|\r)---[ \t]{0,100}(?:[\r\n]|$)/.exec(text.slice(0, 400));
  if (found === null) return null;
  const start = text.indexOf("---");
  return { start, end: start + 3 };
}
