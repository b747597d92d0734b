import { type LicenseCategory, type LicenseRow, licenseTable } from "./license-table";

/** Every license id that the Hub accepts, as of the table's date. */
export function licenseIds(): readonly string[] {
  return Object.keys(licenseTable);
}

/** Whether a text is one of the Hub's license ids, exactly as the Hub writes it. */
export function isLicenseId(text: string): boolean {
  return licenseRow(text) !== null;
}

/** The kind of terms of a license; null for an id that the Hub does not have. */
export function licenseCategory(id: string): LicenseCategory | null {
  return licenseRow(id)?.category ?? null;
}

/** The table's row of a license; null for an id that the Hub does not have. */
export function licenseRow(id: string): LicenseRow | null {
  return Object.hasOwn(licenseTable, id) ? (licenseTable[id] ?? null) : null;
}

/** Whether a license says which terms hold: not `other`, `unknown` or the bare `cc`, and known to the Hub. */
export function isSpecificLicense(id: string): boolean {
  const category = licenseCategory(id);
  return category !== null && category !== "unspecific";
}

/**
 * The license ids that a text which is none may have meant, best first, at most three; none where it is no guess.
 * Letters and digits are compared: first all of them, then the beginning, then what two changes reach.
 */
export function nearestLicenses(text: string): readonly string[] {
  const wanted = squash(
    text
      .slice(0, 80)
      .toLowerCase()
      .replace(/licen[cs]es?|version|\bthe\b|v(?=\d)/g, ""),
  );
  if (wanted.length < 2) return [];
  const known = licenseIds().map(id => ({ id, letters: squash(id) }));
  const same = known.filter(each => each.letters === wanted || each.id === text.trim().toLowerCase());
  if (same.length > 0) return same.slice(0, 1).map(each => each.id);
  const begun = wanted.length < 4 ? [] : known.filter(each => each.letters.startsWith(wanted));
  if (begun.length > 0) return begun.length > 3 ? [] : begun.map(each => each.id);
  const allowed = wanted.length < 6 ? 1 : 2;
  const close = known.map(each => ({ id: each.id, steps: distance(wanted, each.letters, allowed) }));
  const best = Math.min(...close.map(each => each.steps));
  const nearest = close.filter(each => each.steps === best && best <= allowed);
  return nearest.length > 3 ? [] : nearest.map(each => each.id);
}

function squash(text: string): string {
  return text.replace(/[^a-z0-9+]/g, "");
}

/** Levenshtein's distance of two short texts; any number above `limit` where it is greater than that. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? limit + 1;
}
