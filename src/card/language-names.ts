import { squash } from "../lineage/nearest";
import { isLanguageCode, languages } from "./vocabulary";

/**
 * The ISO 639 code that an invalid text probably means: a code in capitals, the first part of a regional tag, or the
 * English name of a language. Null if there is no good guess.
 */
export function languageIdOf(text: string): string | null {
  const trimmed = text.trim().replace(/[.,;:]$/, "");
  if (trimmed.length > 60) return null;
  if (programmingLanguages.has(trimmed.toLowerCase())) return "code";
  const country = ofCountry.get(trimmed.toLowerCase());
  if (country !== undefined) return country;
  const [first = ""] = trimmed.toLowerCase().split(/[-_]/);
  if (isPair(trimmed)) return null;
  if (/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/.test(trimmed) && isLanguageCode(first)) return first;
  const name = squash(trimmed);
  const found = languages.find(({ label }) => names(label).includes(name));
  return name.length > 3 && found !== undefined ? found.id : null;
}

/** Codes that mean the same language in capitals: they are no country, no word, and no abbreviation of another one. */
const plainInCapitals: ReadonlySet<string> = new Set(
  "de en es fi fr hi hu it ja ko nl pl pt ro ru th tr zh deu eng fra jpn rus spa zho".split(" "),
);

/**
 * Whether a text means the language of `languageIdOf` and nothing else. A code in capitals may be a country (`UK`, `IN`, `USA`) or a
 * placeholder (`TBD`, `ALL`) whose letters are the code of another language.
 */
export function isPlainMeaning(text: string): boolean {
  const trimmed = text.trim().replace(/[.,;:]$/, "");
  if (programmingLanguages.has(trimmed.toLowerCase()) || ofCountry.has(trimmed.toLowerCase())) return true;
  return trimmed.length > 3 || plainInCapitals.has(trimmed.toLowerCase());
}

/** What the Hub lists under code. */
const programmingLanguages: ReadonlySet<string> = new Set(
  (
    "assembly bash c# c++ clojure cobol cpp csharp css cuda dart elixir erlang fortran golang haskell html java javascript " +
    "js json julia kotlin latex lean lean4 lua matlab ocaml perl php powershell python python3 ruby rust scala shell solidity sql " +
    "swift systemverilog typescript verilog vhdl"
  ).split(" "),
);

/** Codes of countries that are no codes of languages, with the language that alone can be meant. */
const ofCountry: ReadonlyMap<string, string> = new Map([
  ["cn", "zh"],
  ["cz", "cs"],
  ["dk", "da"],
  ["gr", "el"],
  ["jp", "ja"],
  ["ua", "uk"],
  ["vn", "vi"],
]);

/** Whether a text joins two languages, such as en-zh; not if the second part is a country code, or looks like one (pt-br, en-DE). */
function isPair(text: string): boolean {
  const [first = "", second = ""] = text.split(/[-_]/);
  const countries = ["br", "ca", "la", "se", "za", "ch", "be"];
  const code = second.toLowerCase();
  const isRegion = first === first.toLowerCase() && second === second.toUpperCase();
  if (isRegion || first.toLowerCase() === code || countries.includes(code)) return false;
  return /^[a-z]{2,3}$/.test(code) && isLanguageCode(code);
}

/** A label may list several names of one language: `Catalan; Valencian`. */
function names(label: string): readonly string[] {
  return label
    .replace(/\([^()]*\)/g, "")
    .split(/[;,]/)
    .map(squash);
}
