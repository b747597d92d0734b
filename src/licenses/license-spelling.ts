import { squash } from "../lineage/nearest";

/** The letters and digits of a license, without words that name no license. */
export function lettersOfLicense(text: string): string {
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
  return (
    [lettersOfLicense(text), `${lettersOfLicense(text)}0`].includes(squash(id)) ||
    text.trim().toLowerCase() === id
  );
}
