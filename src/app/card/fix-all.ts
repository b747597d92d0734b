import type { Finding, Fix, TextEdit } from "../../card/finding";
import { applyEdits } from "../../card/fixes/apply-edits";
import { type CardReading, keepsCard } from "../../card/fixes/fix-check";

/** Maximum number of rounds: a fix can reveal another finding, but not forever. */
const mostRounds = 10;

/** A fixed text. */
export interface FixedText {
  readonly text: string;
  /** How many findings were fixed. */
  readonly fixed: number;
}

/** Reads and lints a text as it would be after fixes; null if it cannot be read now. */
export type ReadCard = (text: string) => Promise<CardReading | null>;

/**
 * Applies the fixes for errors and warnings that leave no choice (exactly one fix), then lints again until none are
 * left. If fixes overlap, the first in the text is applied first. Fixes that would make the card worse are left out.
 */
export async function fixAll(text: string, read: ReadCard): Promise<FixedText> {
  let now = await read(text);
  const seen = new Set([text]);
  let fixed = 0;
  for (let round = 0; now !== null && round < mostRounds; round++) {
    const fixes = apart(now.findings.filter(isCertain).flatMap(finding => finding.fixes));
    const taken = await soundFixes(now, { fixes: [], after: now }, fixes, read);
    // Two rules that undo each other's fixes would loop forever.
    if (taken.fixes.length === 0 || seen.has(taken.after.text)) break;
    seen.add(taken.after.text);
    now = taken.after;
    fixed += taken.fixes.length;
  }
  return { text: now?.text ?? text, fixed };
}

/** Whether a fix leaves a card no worse than it is; one whose result cannot be read now does not. */
export async function isSound(card: CardReading, { edits }: Fix, read: ReadCard): Promise<boolean> {
  const after = await read(applyEdits(card.text, edits));
  return after !== null && keepsCard(card, edits, after);
}

/** Whether a finding is an error or warning with exactly one fix, so that the user has nothing to decide. */
export function isCertain({ severity, fixes }: Finding): boolean {
  const counts = severity === "error" || severity === "warning";
  return counts && fixes.length === 1 && fixes[0]?.isChoice !== true;
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

interface Taken {
  readonly fixes: readonly Fix[];
  /** The card with them. */
  readonly after: CardReading;
}

/** Adds the fixes that leave the card no worse together with those taken already, halving what does not. */
async function soundFixes(
  card: CardReading,
  taken: Taken,
  more: readonly Fix[],
  read: ReadCard,
): Promise<Taken> {
  if (more.length === 0) return taken;
  const fixes = [...taken.fixes, ...more];
  const edits = fixes.flatMap(fix => fix.edits);
  const after = await read(applyEdits(card.text, edits));
  if (after !== null && keepsCard(card, edits, after)) return { fixes, after };
  if (more.length === 1) return taken;
  const half = Math.ceil(more.length / 2);
  const first = await soundFixes(card, taken, more.slice(0, half), read);
  return soundFixes(card, first, more.slice(half), read);
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
