/** Bit patterns of the shorter text for each character; cleared after each use. */
const masks = new Uint32Array(0x10000);

/**
 * The Levenshtein distance of two texts in UTF-16 units: Myers' bit-parallel algorithm (1999) with the blocks of Hyyrö
 * (2003), 32 rows at a time, after removing common prefixes and suffixes.
 */
export function levenshtein(one: string, other: string): number {
  const [long, short] = one.length >= other.length ? [one, other] : [other, one];
  let start = 0;
  while (start < short.length && long.charCodeAt(start) === short.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < short.length - start &&
    long.charCodeAt(long.length - 1 - end) === short.charCodeAt(short.length - 1 - end)
  )
    end++;
  const rest = units(short, start, short.length - end);
  return rest.length === 0
    ? long.length - short.length
    : distance(units(long, start, long.length - end), rest);
}

function units(text: string, from: number, to: number): Uint16Array {
  const codes = new Uint16Array(to - from);
  for (let at = from; at < to; at++) codes[at - from] = text.charCodeAt(at);
  return codes;
}

/** 1 for equal texts, 0 for texts with nothing in common: 1 - distance / length of the longer one. */
export function levenshteinSimilarity(one: string, other: string): number {
  const longer = Math.max(one.length, other.length);
  return longer === 0 ? 1 : 1 - levenshtein(one, other) / longer;
}

/**
 * Processes the matrix in bands of 32 rows of the short text. `plus` and `minus` say, for each column of the long text,
 * whether the band above ends one higher or lower than in the column before.
 */
function distance(long: Uint16Array, short: Uint16Array): number {
  const plus = new Uint8Array(long.length).fill(1);
  const minus = new Uint8Array(long.length);
  let score = short.length;
  for (let top = 0; top < short.length; top += 32) {
    const rows = Math.min(32, short.length - top);
    for (let row = 0; row < rows; row++) {
      const at = short[top + row] ?? 0;
      masks[at] = (masks[at] ?? 0) | (1 << row);
    }
    const isLast = top + rows === short.length;
    const change = band(long, rows, plus, minus);
    if (isLast) score += change;
    for (let row = 0; row < rows; row++) masks[short[top + row] ?? 0] = 0;
  }
  return score;
}

/** Processes one band of rows over all columns; returns the change of its last row from first to last column. */
function band(long: Uint16Array, rows: number, plus: Uint8Array, minus: Uint8Array): number {
  const lastRow = 1 << (rows - 1);
  let vertical = -1;
  let falling = 0;
  let change = 0;
  for (let column = 0; column < long.length; column++) {
    const match = masks[long[column] ?? 0] ?? 0;
    const plusIn = plus[column] ?? 0;
    const minusIn = minus[column] ?? 0;
    const either = match | falling;
    const matched = match | minusIn;
    const diagonal = (((matched & vertical) + vertical) ^ vertical) | matched | 0;
    let rise = falling | ~(diagonal | vertical);
    let drop = vertical & diagonal;
    const up = (rise & lastRow) !== 0 ? 1 : 0;
    const down = (drop & lastRow) !== 0 ? 1 : 0;
    change += up - down;
    plus[column] = up;
    minus[column] = down;
    rise = (rise << 1) | plusIn;
    drop = (drop << 1) | minusIn;
    vertical = drop | ~(either | rise);
    falling = rise & either;
  }
  return change;
}
