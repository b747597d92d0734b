/** What YAML has no place for: most control characters, halves of surrogate pairs, and two code points that are no characters. */
const nonPrintable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** The offset of the first character in a text that YAML does not allow, or -1. */
export function nonPrintableAt(text: string): number {
  return text.search(nonPrintable);
}
