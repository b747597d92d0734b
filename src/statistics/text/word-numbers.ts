/** Numbers words in order of first occurrence. */
export class Words {
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of a word, added if it is new. */
  number(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.texts.length);
    return this.texts.push(word) - 1;
  }

  /** The numbers of the words of a text, split as by scikit-learn's vectorizers: lower case, `(?u)\b\w\w+\b`. */
  of(text: string): readonly number[] {
    const words: number[] = [];
    const lower = text.toLowerCase();
    let start = 0;
    for (let at = 0; at <= lower.length; at++) {
      if (at < lower.length && isWordUnit(lower, at)) continue;
      if (at - start > 1) words.push(this.number(lower.slice(start, at)));
      start = at + 1;
    }
    return words;
  }
}

const letterOrDigit = /^[\p{L}\p{N}]/u;

/**
 * Whether a UTF-16 unit belongs to a word: letters, digits and `_` of any script; a low surrogate like its high one.
 */
function isWordUnit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 128) return (unit > 96 && unit < 123) || (unit > 47 && unit < 58) || unit === 95;
  const isSecondHalf = unit >= 0xdc00 && unit < 0xe000 && at > 0;
  return letterOrDigit.test(String.fromCodePoint(text.codePointAt(isSecondHalf ? at - 1 : at) ?? 0));
}
