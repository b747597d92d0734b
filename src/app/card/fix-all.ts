import type { Finding, Fix, TextEdit } from "../../card/finding";

/** Maximum number of rounds: a fix can reveal another finding, but not forever. */
const mostRounds = 10;

/** A fixed text. */
export interface FixedText {
  readonly text: string;
  /** How many findings were fixed. */
  readonly fixed: number;
}

/**
 * Applies the fixes for errors and warnings that leave no choice (exactly one fix), then lints again until none are
 * left. If fixes overlap, the first in the text is applied first.
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
    // Two rules that undo each other's fixes would loop forever.
    if (fixes.length === 0 || seen.has(next)) break;
    seen.add(next);
    text = next;
    fixed += fixes.length;
  }
  return { text, fixed };
}

/** Whether a finding is an error or warning with exactly one fix, so that the user has nothing to decide. */
export function isCertain({ severity, fixes }: Finding): boolean {
  const counts = severity === "error" || severity === "warning";
  return counts && fixes.length === 1 && fixes[0]?.isChoice !== true;
}

/** Applies edits, which must not overlap but may be in any order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let out = "";
  let at = 0;
  for (const { range, newText } of [...edits].sort((a, b) => a.range.start - b.range.start)) {
    out += text.slice(at, range.start) + newText;
    at = range.end;
  }
  return out + text.slice(at);
}

/** A single edit that turns one text into another: it replaces everything between their common prefix and suffix. */
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

/** The fixes whose edits do not touch those of an earlier fix. */
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
