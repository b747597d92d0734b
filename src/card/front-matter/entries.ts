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

/**
 * The same for text of which some lines at the left margin are anything else: such a line belongs to the entry above. The
 * last entry has all that is left.
 */
export function roughEntriesIn(text: string, { start, end }: Range, most: number): readonly Range[] {
  const entries: Range[] = [];
  let from = start;
  for (let at = start; at < end && entries.length < most; ) {
    if (at > from && /[A-Za-z_"']/.test(text[at] ?? "")) {
      entries.push({ start: from, end: at });
      from = at;
    }
    const newline = text.indexOf("\n", at);
    at = newline < 0 || newline >= end ? end : newline + 1;
  }
  return [...entries, { start: from, end }];
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
