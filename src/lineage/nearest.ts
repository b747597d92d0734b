import { levenshtein } from "./levenshtein";

/** Letters, digits and `+` of a text in lower case: what is left when spelling does not count. */
export function squash(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9+]/g, "");
}

/**
 * The one id that a text was meant to be, or null where it is no guess: the same letters and digits, else a single
 * id within one change (two from eight letters on). Only the first 80 characters are looked at.
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
  return best <= limit && close.length === 1 ? (close[0] ?? null) : null;
}
