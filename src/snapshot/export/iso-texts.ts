import type { TextRows } from "./parquet-values";

/** Bytes of a time such as 2024-07-11T17:04:39.000Z; years beyond four digits take more, and are written by the runtime. */
const width = 24;

/** The latest time with a year of four digits. */
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Times in ms since 1970 as ISO 8601 in UTC, as `toISOString` gives them; NaN is null. */
export function isoTexts(count: number, timeOf: (row: number) => number): TextRows {
  const codes = new Int32Array(count).fill(-1);
  const offsets = new Uint32Array(count + 1);
  // A year of more digits has a sign and six of them.
  const bytes = new Uint8Array(count * (width + 3));
  const dates: IsoDates = new Map();
  let at = 0;
  for (let row = 0; row < count; row++) {
    const end = writeIso(bytes, at, timeOf(row), dates);
    if (end > at) codes[row] = row;
    at = end;
    offsets[row + 1] = at;
  }
  return { kind: "plain", codes, texts: { bytes, offsets } };
}

/** The dates that were written before, by their numbers of days since 1970. */
export type IsoDates = Map<number, Uint8Array>;

/** Whether a time has a year of four digits, so that texts of such times have the order of the times. */
export function hasPlainYear(time: number): boolean {
  return time >= 0 && time <= latest;
}

/** How many bytes a time takes as text; 0 if it is none. */
export function isoBytes(time: number): number {
  if (hasPlainYear(time)) return width;
  return isTime(time) ? new Date(time).toISOString().length : 0;
}

/** Writes a time in ms since 1970 as ISO 8601 in UTC, nothing if it is none, and returns the place after it. */
export function writeIso(into: Uint8Array, at: number, time: number, dates: IsoDates): number {
  if (hasPlainYear(time)) {
    putIso(into, at, time, dates);
    return at + width;
  }
  if (!isTime(time)) return at;
  return at + new TextEncoder().encodeInto(new Date(time).toISOString(), into.subarray(at)).written;
}

function isTime(time: number): boolean {
  return Number.isFinite(new Date(time).getTime());
}

/** Writes a time; dates that were written before are looked up. */
function putIso(bytes: Uint8Array, at: number, time: number, dates: IsoDates): void {
  const ms = Math.trunc(time);
  const day = Math.floor(ms / 86_400_000);
  const known = dates.get(day);
  const date = known ?? new TextEncoder().encode(new Date(ms).toISOString().slice(0, 11));
  if (known === undefined) dates.set(day, date);
  for (let place = 0; place < 11; place++) bytes[at + place] = date[place] ?? 0;
  const within = ms - day * 86_400_000;
  const seconds = (within / 1000) | 0;
  putTwo(bytes, at + 11, (seconds / 3600) | 0);
  bytes[at + 13] = 58;
  putTwo(bytes, at + 14, ((seconds / 60) | 0) % 60);
  bytes[at + 16] = 58;
  putTwo(bytes, at + 17, seconds % 60);
  bytes[at + 19] = 46;
  const rest = within - seconds * 1000;
  bytes[at + 20] = 48 + ((rest / 100) | 0);
  putTwo(bytes, at + 21, rest % 100);
  bytes[at + 23] = 90;
}

function putTwo(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = 48 + ((value / 10) | 0);
  bytes[at + 1] = 48 + (value % 10);
}
