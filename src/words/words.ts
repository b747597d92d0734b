import { textKey } from "./text-key";

/** Translations by the key (`textKey`) of their English text. `{0}`, `{1}`, … stand for values; a translation may put them in another order. */
export type Dictionary = Readonly<Record<string, string>>;

/** A language and what is said in it; English needs no dictionary. Crosses to workers and panels. */
export interface Speech {
  /** A BCP 47 tag, such as `de` or `zh-cn`. */
  readonly language: string;
  readonly dictionary: Dictionary;
}

/** What a text can have values of. */
type Shown = string | number | boolean | null | undefined;

let spoken: { readonly speech: Speech; readonly texts: ReadonlyMap<string, string> } | null = null;

/** Sets the language of this program, once, before it says anything; null is English, in which it starts. */
export function speak(speech: Speech | null): void {
  spoken = speech && { speech, texts: new Map(Object.entries(speech.dictionary)) };
}

/** What `speak` was given, to hand to a worker or a panel; null in English. */
export function currentSpeech(): Speech | null {
  return spoken?.speech ?? null;
}

/** The BCP 47 tag by which numbers and dates are written. */
export function languageTag(): string {
  return spoken?.speech.language ?? "en-US";
}

/** The language of the texts, as an HTML page states it. */
export function pageLanguage(): string {
  return spoken?.speech.language ?? "en";
}

/**
 * An English text in the editor's language: the tag of a template whose values go where the translation wants them. Call
 * it when the text is shown, not when a module loads, which is before the language is known.
 */
export function t(parts: TemplateStringsArray, ...values: readonly Shown[]): string {
  let key = parts[0] ?? "";
  for (let at = 1; at < parts.length; at++) key += `{${at - 1}}${parts[at]}`;
  return phrase(key, ...values);
}

/** The same for a text that is put together, or was marked with `english`; `{0}` stands for the first value. */
export function phrase(key: string, ...values: readonly Shown[]): string {
  const text = spoken?.texts.get(textKey(key)) ?? key;
  return values.length === 0
    ? text
    : text.replace(/\{(\d+)\}/g, (_, at: string) => String(values[Number(at)]));
}

/** Does work whose text is for a file or for others, such as an export, in English whatever the editor's language. */
export function inEnglish<T>(work: () => T): T {
  const before = spoken;
  spoken = null;
  try {
    return work();
  } finally {
    spoken = before;
  }
}

/** Marks texts in tables, which `phrase` translates when they are shown. */
export function english<T>(texts: T): T {
  return texts;
}

/** Marks nouns in tables that are shown with a number before them. */
export function countable<T>(nouns: T): T {
  return nouns;
}
