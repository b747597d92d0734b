import type { ColumnRows } from "./parquet-values";

/** Bytes of a time such as 2024-07-11T17:04:39.000Z; years beyond four digits take more, and are written by the runtime. */
const width = 24;

/** The latest time with a year of four digits. */
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Times in ms since 1970 as ISO 8601 in UTC, as `toISOString` gives them; NaN is null. */
export function isoTexts(count: number, timeOf: (row: number) => number): ColumnRows {
  const encoder = new TextEncoder();
  const codes = new Int32Array(count).fill(-1);
  const offsets = new Uint32Array(count + 1);
  // A year of more digits has a sign and six of them.
  const bytes = new Uint8Array(count * (width + 3));
  const dates = new Map<number, Uint8Array>();
  let at = 0;
  for (let row = 0; row < count; row++) {
    const time = timeOf(row);
    if (time >= 0 && time <= latest) {
      putIso(bytes, at, time, dates);
      at += width;
      codes[row] = row;
    } else if (Number.isFinite(new Date(time).getTime())) {
      at += encoder.encodeInto(new Date(time).toISOString(), bytes.subarray(at)).written;
      codes[row] = row;
    }
    offsets[row + 1] = at;
  }
  return { kind: "plain", codes, texts: { bytes, offsets } };
}

/** Writes a time; the dates that were written before are looked up in `dates`. */
function putIso(bytes: Uint8Array, at: number, time: number, dates: Map<number, Uint8Array>): void {
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
