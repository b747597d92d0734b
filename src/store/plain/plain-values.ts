import { NotPlain } from "./plain-question";

/** A value as a query gives it. */
export type PlainValue = string | number | null;

/** Orders texts by their bytes in UTF-8. */
export function byBytes(one: string, other: string): number {
  const least = Math.min(one.length, other.length);
  for (let at = 0; at < least; at++) {
    const [unit, beside] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (unit === beside) continue;
    // Half characters are part of one that comes after all that are whole.
    return isHalf(unit) === isHalf(beside) ? unit - beside : isHalf(unit) ? 1 : -1;
  }
  return one.length - other.length;
}

function isHalf(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xe000;
}

/** Orders values of one column as SQLite does: NULL comes before all others. */
export function byValue(one: PlainValue, other: PlainValue): number {
  if (one === other) return 0;
  if (one === null) return -1;
  if (other === null) return 1;
  if (typeof one === "string" && typeof other === "string") return byBytes(one, other);
  return Number(one) - Number(other);
}

/** A text as an answer has it; SQLite's program gives those that begin with a mark of byte order or have zeros otherwise. */
export function shownText(text: string): string {
  if (text.includes("\0") || text.startsWith("\ufeff")) throw new NotPlain();
  return text;
}

/** A number as an answer has it, null for NaN; those that are rounded or infinite are given in words by others. */
export function shownNumber(value: number): number | null {
  if (Number.isNaN(value)) return null;
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))
    throw new NotPlain();
  return value === 0 ? 0 : value;
}

/** A time as a text; null for NaN. */
export function shownTime(time: number): string | null {
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** An id from its bytes. */
export function shownId(utf8: Uint8Array): string {
  try {
    return shownText(exact.decode(utf8));
  } catch {
    throw new NotPlain();
  }
}

const exact = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
