import type { Range } from "../position";

/**
 * Splits front matter into its entries: each from a key at the left edge up to the next, the first with what stands
 * above it. Null where a line at the left edge is neither that nor blank, a comment or an item of a list: then the
 * parts may depend on each other.
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

/** What a line is by how it begins. */
function kindOf(text: string, at: number, end: number): "key" | "inner" | "empty" | "other" {
  const first = at < end ? (text[at] ?? "\n") : "\n";
  if (/[A-Za-z_]/.test(first)) return "key";
  if (first === "#" || first === "\n" || (first === "\r" && text[at + 1] === "\n")) return "empty";
  const second = at + 1 < end ? text[at + 1] : "\n";
  const isItem = first === "-" && (second === " " || second === "\n" || second === "\r");
  return first === " " || isItem ? "inner" : "other";
}
