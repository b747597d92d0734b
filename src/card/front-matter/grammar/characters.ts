/** The codes of the characters that mean something in YAML; the text ends with 0. */
export const code = {
  end: 0,
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  exclamation: 0x21,
  doubleQuote: 0x22,
  hash: 0x23,
  percent: 0x25,
  ampersand: 0x26,
  singleQuote: 0x27,
  asterisk: 0x2a,
  plus: 0x2b,
  comma: 0x2c,
  dash: 0x2d,
  dot: 0x2e,
  colon: 0x3a,
  less: 0x3c,
  greater: 0x3e,
  question: 0x3f,
  at: 0x40,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  backtick: 0x60,
  openBrace: 0x7b,
  bar: 0x7c,
  closeBrace: 0x7d,
} as const;

/** Whether a character ends a line. */
export function isBreak(char: number): boolean {
  return char === code.lineFeed || char === code.carriageReturn;
}

/** Whether a character is a space or a tab. */
export function isBlank(char: number): boolean {
  return char === code.space || char === code.tab;
}

/** Whether a character is a space, a tab or the end of a line. */
export function isBlankOrBreak(char: number): boolean {
  return isBlank(char) || isBreak(char);
}

/** Whether a character is a comma, a bracket or a brace. */
export function isFlowSign(char: number): boolean {
  return (
    char === code.comma ||
    char === code.openBracket ||
    char === code.closeBracket ||
    char === code.openBrace ||
    char === code.closeBrace
  );
}

const neverFirst: ReadonlySet<number> = new Set([
  code.hash,
  code.ampersand,
  code.asterisk,
  code.exclamation,
  code.bar,
  code.greater,
  code.singleQuote,
  code.doubleQuote,
  code.percent,
  code.at,
  code.backtick,
]);

/** Whether text without quotes cannot begin with a character. */
export function isNeverFirst(char: number): boolean {
  return isBlankOrBreak(char) || isFlowSign(char) || neverFirst.has(char);
}
