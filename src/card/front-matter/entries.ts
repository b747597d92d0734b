import type { Range } from "../position";

/**
 * Splits front matter into its entries: each from a key at the left margin up to the next key, the first including
 * everything above it. Null if a line at the left margin is anything but a key, blank, a comment or a list item: then
 * the parts may depend on each other.
 */
export function entriesIn(text: string, { start, end }: Range): readonly Range[] | null {
  const entries: Range[] = [];
  let from = start;
  let inEntry = false;
  for (let at = start; at < end; ) {
    const newline = text.indexOf("\n", at);
    const next = newline < 0 || newline >= end ? end : newline + 1;
    const kind = kindOf(text, at, end);
    if (kind === "key") {
      if (inEntry) entries.push({ start: from, end: at });
      if (inEntry) from = at;
      inEntry = true;
    } else if (kind === "other" || (kind === "inner" && !inEntry)) return null;
    at = next;
  }
  return inEntry ? [...entries, { start: from, end }] : null;
}

/** The kind of a line, judging by how it begins. */
function kindOf(text: string, at: number, end: number): "key" | "inner" | "empty" | "other" {
  const first = at < end ? (text[at] ?? "\n") : "\n";
  if (/[A-Za-z_]/.test(first)) return "key";
  if (first === "#" || first === "\n" || (first === "\r" && text[at + 1] === "\n")) return "empty";
  const second = at + 1 < end ? text[at + 1] : "\n";
  const isItem = first === "-" && (second === " " || second === "\n" || second === "\r");
  return first === " " || isItem ? "inner" : "other";
}
