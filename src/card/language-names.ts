import { squash } from "../lineage/nearest";
import { isLanguageCode, languages } from "./vocabulary";

/**
 * The code of ISO 639 that a text means which is none itself: one in capitals, the first part of a regional tag, or
 * the English name of a language. Null where it is no guess.
 */
export function languageIdOf(text: string): string | null {
  const trimmed = text.trim().replace(/[.,;:]$/, "");
  if (trimmed.length > 60) return null;
  const [first = ""] = trimmed.toLowerCase().split(/[-_]/);
  if (isPair(trimmed)) return null;
  if (/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/.test(trimmed) && isLanguageCode(first)) return first;
  const name = squash(trimmed);
  const found = languages.find(({ label }) => names(label).includes(name));
  return name.length > 3 && found !== undefined ? found.id : null;
}

/** Two languages in one, such as en-zh; a second part that is a country's code as well (pt-br) is none. */
function isPair(text: string): boolean {
  const [first = "", second = ""] = text.split(/[-_]/);
  const countries = ["br", "ca", "la", "se", "za", "ch", "be"];
  return (
    first !== second && /^[a-z]{2}$/.test(second) && !countries.includes(second) && isLanguageCode(second)
  );
}

/** A label may list several names of one language: `Catalan; Valencian`. */
function names(label: string): readonly string[] {
  return label
    .replace(/\([^()]*\)/g, "")
    .split(/[;,]/)
    .map(squash);
}
