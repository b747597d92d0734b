import type { Finding, Fix, TextEdit } from "../../card/finding";

/** Most times that a text is linted anew: a fix can make the next finding visible, but not for ever. */
const mostRounds = 10;

/** What fixing a text gave. */
export interface FixedText {
  readonly text: string;
  /** How many findings were fixed. */
  readonly fixed: number;
}

/**
 * Applies the fixes of errors and warnings that leave no choice (they have one fix and no more), and lints again until
 * there is none. Of fixes that touch the same place, the first in the text goes first.
 */
export function fixAll(text: string, lint: (text: string) => readonly Finding[]): FixedText {
  const seen = new Set([text]);
  let fixed = 0;
  for (let round = 0; round < mostRounds; round++) {
    const fixes = apart(
      lint(text)
        .filter(isCertain)
        .flatMap(finding => finding.fixes),
    );
    const next = applyEdits(
      text,
      fixes.flatMap(fix => fix.edits),
    );
    // Two rules that undo each other's work would go on for ever.
    if (fixes.length === 0 || seen.has(next)) break;
    seen.add(next);
    text = next;
    fixed += fixes.length;
  }
  return { text, fixed };
}

/** Whether a finding is an error or a warning that can be settled in one way only, which decides nothing for a person. */
export function isCertain({ severity, fixes }: Finding): boolean {
  const counts = severity === "error" || severity === "warning";
  return counts && fixes.length === 1 && fixes[0]?.isChoice !== true;
}

/** A text with edits applied that do not overlap, in whatever order they are given. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let out = "";
  let at = 0;
  for (const { range, newText } of [...edits].sort((a, b) => a.range.start - b.range.start)) {
    out += text.slice(at, range.start) + newText;
    at = range.end;
  }
  return out + text.slice(at);
}

/** The one edit that makes a text another: what lies between their common begin and their common end. */
export function editBetween(before: string, after: string): TextEdit {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return {
    range: { start, end: before.length - end },
    newText: after.slice(start, after.length - end),
  };
}

/** Those of the fixes whose edits touch no edit of a fix before them. */
function apart(fixes: readonly Fix[]): readonly Fix[] {
  const taken: TextEdit[] = [];
  return fixes.filter(({ edits }) => {
    const free = edits.every(({ range }) =>
      taken.every(({ range: other }) => range.end < other.start || other.end < range.start),
    );
    if (free) taken.push(...edits);
    return free && edits.length > 0;
  });
}
