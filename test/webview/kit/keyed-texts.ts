import { textKey } from "../../../src/words/text-key";

/** Translations by their English text, as the build keys them for the package. */
export function keyedTexts(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).map(([text, said]) => [textKey(text), said]));
}
