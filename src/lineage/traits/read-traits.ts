import { asTexts } from "../checked-json";

/**
 * The values of a list (languages, datasets) that are read, of a card as of the Hub's answer. ISO 639-3 has some 8,000
 * languages, and 10,000 codes take 60 kB of the index.
 */
export const mostListed = 10_000;

/**
 * The parents of a model that are read, of a card as of the Hub's answer. Real merges have up to some hundreds; each one
 * more would cost a request, and every model that names thousands is broken or hostile.
 */
export const mostParents = 300;

/** The length of an ID, and of a word such as a license or a code, beyond which it is not read. */
export const [longestId, longestWord] = [200, 100];

/** Whether a list has more values than are read, so that nothing follows from what it lacks. */
export function isCut(values: readonly string[]): boolean {
  return values.length > mostListed;
}

/** The licenses of a model that are read; one that names more is marked with `…`, which is no license. */
const mostLicenses = 12;

/**
 * The license of a card, in lower case. Several are joined by commas, in the order in which the card names them: nothing says
 * which of them applies, so none may stand for all.
 */
export function readLicense(value: unknown): string | null {
  const all = [...new Set(asTexts(value, longestWord).map(text => text.toLowerCase()))];
  const read = all.length > mostLicenses ? [...all.slice(0, mostLicenses), "…"] : all;
  return read.length === 0 ? null : read.join(", ");
}

/** The licenses in what `readLicense` gives; a text with blanks is one, because it is a sentence rather than a list. */
export function licensesIn(license: string): readonly string[] {
  if (!license.includes(",")) return [license];
  const parts = license.split(/,\s?/);
  return parts.every(part => /^[\w.+…-]+$/.test(part)) ? [...new Set(parts)] : [license];
}

/** The languages of a card, in which YAML reads `no` as false. */
export function readLanguages(value: unknown): readonly string[] {
  const declared = Array.isArray(value) ? value : [value];
  const norwegian = declared.map(language => (language === false ? "no" : language));
  return upToCut(asTexts(norwegian, longestWord));
}

/** The datasets of a card. */
export function readDatasets(value: unknown): readonly string[] {
  return upToCut(asTexts(value, longestId));
}

/** A word of a card, such as its task; the first one of a list. */
export function readWord(value: unknown): string | null {
  return asTexts(value, longestWord)[0] ?? null;
}

/** The length of an address beyond which it is not read. */
export const longestLink = 500;

/** An address that a card names, such as that of its license; the first one of a list. */
export function readLink(value: unknown): string | null {
  return asTexts(value, longestLink)[0] ?? null;
}

/** One value more than is read stays: it tells a cut list from a whole one. */
function upToCut(values: readonly string[]): readonly string[] {
  return values.slice(0, mostListed + 1);
}
