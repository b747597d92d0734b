/** Widths of Helvetica in thousandths of its size, by WinAnsi code (Adobe Core 14 AFM): 32 to 126, then 128 to 255. */
const widths = (
  "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 " +
  "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 " +
  "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 " +
  "278 556 500 722 500 500 500 334 260 334 584 " +
  "556 350 222 556 333 1000 556 556 333 1000 667 333 1000 350 611 350 350 222 222 333 333 350 556 1000 333 1000 500 " +
  "333 944 350 500 667 278 333 556 556 556 556 260 556 333 737 370 556 584 333 737 333 400 584 333 333 333 556 537 " +
  "278 333 333 365 556 834 834 834 611 667 667 667 667 667 667 1000 722 667 667 667 667 278 278 278 278 722 722 778 " +
  "778 778 778 778 584 778 722 722 722 722 667 667 611 556 556 556 556 556 556 889 500 556 556 556 556 278 278 278 " +
  "278 556 556 556 556 556 556 556 584 611 556 556 556 556 500 556 500"
)
  .split(" ")
  .map(Number);

/** The characters of the codes 128 to 159; a space stands for a code without one. */
const middle = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/** What a chart writes that WinAnsi lacks, in characters that it has. */
const replaced: ReadonlyMap<string, string> = new Map([
  ["\u2212", "-"],
  ["\u2192", "->"],
  ["\u27e8", "<"],
  ["\u27e9", ">"],
]);

/** The WinAnsi code of a character (ISO 32000-1, annex D); -1 if it has none. */
function codeOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if ((code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff)) return code;
  const at = character === " " ? -1 : middle.indexOf(character);
  return at < 0 ? -1 : 0x80 + at;
}

/** A text as WinAnsi codes. A character that WinAnsi lacks is written as its code point: `<U+4E2D>`. */
export function winAnsi(text: string): readonly number[] {
  return [...text].flatMap(character => {
    const code = codeOf(character);
    if (code >= 0) return [code];
    const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return [...(replaced.get(character) ?? `<U+${point}>`)].map(codeOf);
  });
}

/** The width of WinAnsi codes in Helvetica of a size, in its unit. */
export function widthOf(codes: readonly number[], size: number): number {
  const sum = codes.reduce((total, code) => total + (widths[code - (code < 127 ? 32 : 33)] ?? 0), 0);
  return (sum * size) / 1000;
}

/** WinAnsi codes as a literal string of PDF in ASCII (ISO 32000-1, 7.3.4.2). */
export function literal(codes: readonly number[]): string {
  const written = codes.map(code => {
    const character = String.fromCharCode(code);
    if (/[\\()]/.test(character)) return `\\${character}`;
    return code < 0x7f ? character : `\\${code.toString(8)}`;
  });
  return `(${written.join("")})`;
}
