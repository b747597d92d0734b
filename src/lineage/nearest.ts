import { levenshtein } from "./levenshtein";

/** The letters, digits and `+` of a text in lower case, for comparisons that ignore punctuation. */
export function squash(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9+]/g, "");
}

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^a-z0-9+]{1,80}/)
    .filter(Boolean);
const digitsOf = (text: string) => text.replace(/\D/g, "");

/** Whether a text cannot be a misspelling of an id: other digits, another number of words, or letters before the whole id. */
function isAnother(text: string, id: string): boolean {
  const [words, known] = [wordsOf(text), wordsOf(id)];
  if (digitsOf(text) !== digitsOf(id) || (words.length > 1 && words.length !== known.length)) return true;
  return squash(text) !== squash(id) && squash(text).endsWith(squash(id));
}

/**
 * The id that a text probably means, or null if there is no good guess: the one with the same letters and digits, else
 * a single id within one change (two from eight letters on) that has the same digits and as many words, and that does not
 * stand whole behind other letters: unquantized is not quantized. Only the first 80 characters count.
 */
export function meantId(text: string, ids: readonly string[]): string | null {
  const wanted = squash(text.slice(0, 80));
  if (wanted.length < 2) return null;
  const same = ids.filter(id => squash(id) === wanted);
  if (same.length > 0) return same.length === 1 ? (same[0] ?? null) : null;
  const limit = wanted.length < 5 ? 0 : wanted.length < 8 ? 1 : 2;
  const steps = ids.map(id => levenshtein(wanted, squash(id)));
  const best = Math.min(...steps);
  const close = ids.filter((_, at) => steps[at] === best);
  const [only] = close.length === 1 ? close : [];
  return best <= limit && only !== undefined && !isAnother(text.slice(0, 80), only) ? only : null;
}
