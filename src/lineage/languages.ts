/**
 * The language that a card's code means, so different spellings compare equal: `en` for `en-US`, `EN` and `eng`, one
 * code for all of Norwegian, `code` and `multilingual` unchanged. Null for anything that is not a language code.
 */
export function normalizeLanguage(text: string): string | null {
  const before = known.get(text);
  if (before !== undefined) return before;
  const meaning = meaningOf(text);
  if (known.size >= mostKnown) known.clear();
  known.set(text, meaning);
  return meaning;
}

/** Asking the runtime for a meaning takes 1 to 10 microseconds, and the models of a family repeat thousands of codes. */
const known = new Map<string, string | null>();
const mostKnown = 20_000;

function meaningOf(text: string): string | null {
  const code = text.trim().replaceAll("_", "-").toLowerCase();
  if (code === "code" || code === "multilingual") return code;
  if (code === "mul") return "multilingual";
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}$/.test(code) || /^(?:und|unk|mis|zxx)\b/.test(code)) return null;
  const language = canonical(code).split("-")[0] ?? code;
  return language === "nb" || language === "nn" ? "no" : language;
}

function canonical(code: string): string {
  try {
    return Intl.getCanonicalLocales(code)[0] ?? code;
  } catch {
    // A tag may have the right shape and still be invalid (a repeated part); only its first part counts.
    return code;
  }
}
