import type { TextEdit } from "../finding";
import type { FrontMatter } from "../front-matter/front-matter";
import type { Range } from "../position";

/** Whether an edit of front matter drops a comment, or the part of a key that was meant to be its value. */
export function losesText(text: string, { block, fields }: FrontMatter, edits: readonly TextEdit[]): boolean {
  if (block === null) return false;
  const keys = new Map([...fields.values()].map(({ keyRange }) => [keyRange.start, keyRange.end]));
  return edits.some(edit => {
    const { start, end } = edit.range;
    if (start >= end || start < block.start || end > block.end + 2) return false;
    const isRename = edit.newText !== "" && keys.get(start) === end;
    return (isRename && !isKeyWord(text.slice(start, end))) || losesComment(text, edit);
  });
}

/** Whether a key is written as one word, perhaps of several parts: in any other, a colon or a bracket may be meant. */
export function isKeyWord(written: string): boolean {
  return /^(["']?)[\w .-]+\1$/.test(written);
}

/** Whether a comment goes with what an edit replaces; one at the end of a line that is removed is about that line. */
function losesComment(text: string, { range, newText }: TextEdit): boolean {
  const old = text.slice(range.start, range.end);
  if (!old.includes("#") || isQuoted(old)) return false;
  const pattern =
    newText === "" && isWholeLines(text, range) ? /(?:^|[\r\n])[ \t]*(#[^\r\n]*)/g : /(?:^|\s)(#[^\r\n]*)/g;
  return [...old.matchAll(pattern)].some(([, comment = ""]) => !newText.includes(comment));
}

function isQuoted(old: string): boolean {
  return /^"(?:[^"\\]|\\.)*"$|^'(?:[^']|'')*'$/.test(old);
}

function isWholeLines(text: string, { start, end }: Range): boolean {
  return start === 0 || (/[\r\n]/.test(text[start - 1] ?? "") && /[\r\n]/.test(text[end - 1] ?? ""));
}

/** How many items of lists stand there already, above in the same list. */
export function repeatsIn({ fields }: FrontMatter): number {
  let repeats = 0;
  for (const { value } of fields.values())
    if (Array.isArray(value)) {
      const texts = value.filter(each => typeof each === "string");
      repeats += texts.length - new Set(texts).size;
    }
  return repeats;
}
