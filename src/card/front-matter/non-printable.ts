/** What YAML has no place for, and halves of surrogate pairs, which stand alone or not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const suspect = /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uD800-\uDFFF\uFFFE\uFFFF]/g;

/** The offset of the first character in a text that YAML does not allow, or -1. */
export function nonPrintableAt(text: string): number {
  suspect.lastIndex = 0;
  for (let found = suspect.exec(text); found !== null; found = suspect.exec(text)) {
    const code = text.codePointAt(found.index) ?? 0;
    if (code <= 0xffff) return found.index;
    // Both halves of a pair are there.
    suspect.lastIndex = found.index + 2;
  }
  return -1;
}
