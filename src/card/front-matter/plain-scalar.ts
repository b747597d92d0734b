const integerPattern = /^[-+]?(?:0b[01]+|0o[0-7]+|0x[\da-fA-F]+|\d+)$/;
const decimalPattern = /^(?:[-+]?\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const infinityPattern = /^[-+]?\.(?:inf|Inf|INF)$/;
const notANumberPattern = /^\.(?:nan|NaN|NAN)$/;
const datePattern =
  /^\d{4}-\d{2}-\d{2}$|^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d{2}:\d{2}(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d{2})?))?$/;

/**
 * What an unquoted value means to js-yaml, with which the Hub reads cards: null, a boolean or a number, else the text itself.
 * A date stays the text that was written; `isDate` tells it.
 */
export function plainScalar(words: string): string | number | boolean | null {
  // Every key and value comes here, so that each is held only against what begins as it does.
  switch (words[0]) {
    case undefined:
    case "~":
    case "n":
    case "N":
      return /^(?:~|[Nn]ull|NULL|)$/.test(words) ? null : words;
    case "t":
    case "T":
      return /^(?:[Tt]rue|TRUE)$/.test(words) ? true : words;
    case "f":
    case "F":
      return /^(?:[Ff]alse|FALSE)$/.test(words) ? false : words;
    default:
      return /^[-+.\d]/.test(words) ? (numberOf(words) ?? words) : words;
  }
}

/** Whether an unquoted value is a date or a time to js-yaml, which is no text to the Hub. */
export function isDate(words: string): boolean {
  return words.length < 80 && datePattern.test(words);
}

/** Whether an unquoted value is a whole number to js-yaml. */
export function isInteger(words: string): boolean {
  return integerPattern.test(words);
}

function numberOf(words: string): number | null {
  const isNegative = words.startsWith("-");
  if (infinityPattern.test(words)) return isNegative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (notANumberPattern.test(words)) return Number.NaN;
  if (!integerPattern.test(words) && !decimalPattern.test(words)) return null;
  const amount = Number(words.replace(/^[-+]/, ""));
  if (!Number.isFinite(amount)) return null;
  return isNegative && amount !== 0 ? -amount : amount;
}
