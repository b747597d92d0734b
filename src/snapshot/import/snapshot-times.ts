/** Times in ms since 1970 that an epoch number can mean: 2001 to 2100, where no two units overlap. */
const [earliest, latest] = [978_307_200_000, 4_102_444_800_000];
const units = [1_000, 1, 1e-3, 1e-6];

const written =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const mail = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const digits = /^\d+(?:\.\d*)?(?:e\+?\d+)?$/i;

/**
 * Reads a time as ms since 1970, where its meaning is sure: a date with the year first, in UTC if no zone is given, or
 * the seconds, milliseconds, microseconds, or nanoseconds since 1970, told apart by their size. Returns null otherwise.
 */
export function timeOf(value: unknown): number | null {
  if (typeof value === "bigint" || typeof value === "number") return timeOfEpoch(Number(value));
  if (typeof value !== "string") return null;
  const text = value.trim();
  const found = written.exec(text);
  if (found !== null) return timeOfParts(found);
  if (digits.test(text)) return timeOfEpoch(Number(text));
  const time = mail.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

function timeOfEpoch(value: number): number | null {
  for (const unit of units) {
    const time = Math.floor(value * unit);
    if (time >= earliest && time < latest) return time;
  }
  return null;
}

function timeOfParts(found: RegExpExecArray): number | null {
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(part => Number(part ?? 0));
  const [fraction = "", zone = ""] = found.slice(7, 9);
  if (year === undefined || month === undefined || day === undefined) return null;
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(time);
  // Date.UTC takes the years 0 to 99 for those of the last century; 0001 is what some programs write for no date.
  const isReal =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isReal || (hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return null;
  return time + Number(fraction.slice(0, 3).padEnd(3, "0")) - offsetOf(zone);
}

/** The offset of a zone such as `+01:00`, in ms. */
function offsetOf(zone: string): number {
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** A time that is given in ms, or null if no date can be that. */
export function possibleTime(time: number | null): number | null {
  return time !== null && Math.abs(time) <= 8_640_000_000_000_000 ? time : null;
}
