import { levenshtein } from "../lineage/levenshtein";
import { squash } from "../lineage/nearest";
import { licenseFacts, type PaperBucket } from "./license-facts";
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

/** Two ways to group licenses: by their terms, or as in the study, to reproduce its figures. */
export type LicenseScheme = "legal" | "paper";

/** The group of a license in a scheme; null if the scheme has none for it (the study omits most licenses). */
export function licenseGroup(id: string, scheme: LicenseScheme): LicenseCategory | PaperBucket | null {
  return scheme === "legal" ? licenseCategory(id) : (licenseFacts(id)?.paper ?? null);
}

/** The table's row of a license; null for an id that the Hub does not have. */
export function licenseRow(id: string): LicenseRow | null {
  return Object.hasOwn(licenseTable, id) ? (licenseTable[id] ?? null) : null;
}

/** Whether a license says which terms apply: not `other`, `unknown` or plain `cc`, and known to the Hub. */
export function isSpecificLicense(id: string): boolean {
  const category = licenseCategory(id);
  return category !== null && category !== "unspecific";
}

/** The license that a model means: `other` with the name of one of the Hub's licenses, such as `llama3.1`, is that license. */
export function meantLicense(license: string | null, licenseName: string | null): string | null {
  const name = licenseName?.trim().toLowerCase() ?? "";
  return license === "other" && isSpecificLicense(name) ? name : license;
}

/** The letters and digits of a license, without words that name no license. */
function lettersOf(text: string): string {
  return squash(
    text
      .slice(0, 80)
      .toLowerCase()
      .replace(/licen[cs]es?|version|\bthe\b|v(?=\d)/g, ""),
  );
}

/**
 * Whether a text can be no other license than this one: it differs in case, signs, words such as "license", or a final zero.
 * What differs in a letter or a digit may be a license of its own: mit-0 is not mit, and apache-2.0-nc is not apache-2.0.
 */
export function isSpellingOf(text: string, id: string): boolean {
  // A footnote, a doubt, or "or later" is no spelling.
  if (/[^\p{L}\p{N}\s\-_.,:;/()'"]/u.test(text)) return false;
  // BSL is the Boost license for some, and the Business Source License for more.
  if (/^bsl(?!-1\.0$)/i.test(text.trim())) return false;
  return [lettersOf(text), `${lettersOf(text)}0`].includes(squash(id)) || text.trim().toLowerCase() === id;
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
  const wanted = lettersOf(text.replace(spdxSuffix, ""));
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
