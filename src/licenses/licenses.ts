import { levenshtein } from "../lineage/levenshtein";
import { squash } from "../lineage/nearest";
import { customLicense } from "./custom-licenses";
import { licenseFacts, type PaperBucket } from "./license-facts";
import { licenseIds } from "./license-ids";
import { lettersOfLicense } from "./license-spelling";
import { type LicenseCategory, type LicenseRow, licenseTable } from "./license-table";

/** The kind of terms of a license; null for one that is not known. */
export function licenseCategory(id: string): LicenseCategory | null {
  return licenseRow(id)?.category ?? null;
}

/** Two ways to group licenses: by their terms, or as in the study, to reproduce its figures. */
export type LicenseScheme = "legal" | "paper";

/** The group of a license in a scheme; null if the scheme has none for it (the study omits most licenses). */
export function licenseGroup(id: string, scheme: LicenseScheme): LicenseCategory | PaperBucket | null {
  return scheme === "legal" ? licenseCategory(id) : (licenseFacts(id)?.paper ?? null);
}

/** The table's row of a license; null for one that is not known. */
export function licenseRow(id: string): LicenseRow | null {
  return Object.hasOwn(licenseTable, id) ? (licenseTable[id] ?? null) : (customLicense(id)?.row ?? null);
}

/** Whether a license says which terms apply: not `other`, `unknown` or plain `cc`, and known. */
export function isSpecificLicense(id: string): boolean {
  const category = licenseCategory(id);
  return category !== null && category !== "unspecific";
}

/** What SPDX writes behind the id of a license of the GNU family, which the Hub does not. */
const spdxSuffix = /(?<=^\s*(?:[al]?gpl|gfdl).*)-(?:only|or-later)$/i;

/** The three newest versions of a license that is named without one: `cc-by-nc` may be any of its versions. */
function versionsOf(
  wanted: string,
  begun: readonly { readonly id: string; readonly letters: string }[],
): readonly string[] {
  const versions = begun.filter(({ letters }) => /^\d+$/.test(letters.slice(wanted.length)));
  return versions
    .map(({ id }) => id)
    .sort()
    .reverse()
    .slice(0, 3);
}

/** Words for terms that a license with a similar name may lack: whoever writes them does not mean that one. */
const words = ["nc", "nd", "sa", "noncommercial", "research", "only", "academic", "modified", "clear"];

/** Whether a license leaves out a number or a term that a text names: mit-0 is not mit, and cc-by-4.0-nc is not cc-by-4.0. */
function leavesOut(id: string, text: string): boolean {
  const [named, known] = [text, id].map(each => each.toLowerCase().split(/[^a-z]{1,80}/));
  const digits = (of: string) => of.replace(/\D/g, "");
  const isVersionOf = digits(id).startsWith(digits(text));
  return !isVersionOf || words.some(word => named?.includes(word) === true && known?.includes(word) !== true);
}

/**
 * The license ids that an invalid text may mean, best first, at most three; empty if there is no good guess.
 * Compares letters and digits: first all of them, then the beginning, then within two changes. A license that leaves out a
 * number or a term that the text names is never meant.
 */
export function nearestLicenses(text: string): readonly string[] {
  const wanted = lettersOfLicense(text.replace(spdxSuffix, ""));
  if (wanted.length < 2) return [];
  const known = licenseIds().map(id => ({ id, letters: squash(id) }));
  const same = known.filter(each => each.letters === wanted || each.id === text.trim().toLowerCase());
  if (same.length > 0) return same.slice(0, 1).map(each => each.id);
  const possible = known.filter(({ id }) => !leavesOut(id, text.slice(0, 80).replace(spdxSuffix, "")));
  const begun = possible.filter(({ letters }) => letters.startsWith(wanted));
  const versions = versionsOf(wanted, begun);
  if (versions.length > 0 && (wanted.length < 4 || begun.length > 3)) return versions;
  if (wanted.length >= 4 && begun.length > 0) return begun.length > 3 ? [] : begun.map(each => each.id);
  const allowed = wanted.length < 6 ? 1 : 2;
  const close = possible.map(each => ({ id: each.id, steps: levenshtein(wanted, each.letters) }));
  const best = Math.min(...close.map(each => each.steps));
  const nearest = close.filter(each => each.steps === best && best <= allowed);
  return nearest.length > 3 ? [] : nearest.map(each => each.id);
}
