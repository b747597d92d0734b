const day = 86_400_000;
const firstDay = Math.floor(Date.UTC(2000, 0, 1) / day);
/** The number of days from 2000 to 2100. */
const days = 36_525;

/** The month (`2024-07`, UTC) of a time in ms since 1970; null for an implausible date. */
export function monthOf(time: number): string | null {
  const at = Math.floor(time / day) - firstDay;
  return at >= 0 && at < days ? new Date(time).toISOString().slice(0, 7) : null;
}

/** The number of months from 2000 to 2100. */
export const monthCount = 1_200;

/** For each day since 2000, the number of its month since then. */
let monthsOfDays: Uint16Array | undefined;

/** The months since January 2000 (UTC) of a time in ms since 1970; -1 for an implausible date or NaN. */
export function monthNumber(time: number): number {
  const at = Math.floor(time / day) - firstDay;
  if (!(at >= 0 && at < days)) return -1;
  monthsOfDays ??= Uint16Array.from({ length: days }, (_, each) => {
    const date = new Date((firstDay + each) * day);
    return 12 * (date.getUTCFullYear() - 2000) + date.getUTCMonth();
  });
  return monthsOfDays[at]!;
}

/** The month (`2024-07`) with that number. */
export function monthName(number: number): string {
  return `${2000 + Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;
}

/** Counts times by month, ignoring those before 2000 and after 2099. */
export class MonthCounter {
  readonly #days = new Uint32Array(days);

  /** Counts a time in ms since 1970; NaN is ignored. */
  add(time: number): void {
    const at = Math.floor(time / day) - firstDay;
    if (at >= 0 && at < days) this.#days[at] = this.#days[at]! + 1;
  }

  /** Counts many times. */
  addAll(times: ArrayLike<number>): void {
    for (let model = 0; model < times.length; model++) this.add(times[model]!);
  }

  /** Months with a count (`2024-07`, UTC), oldest first. */
  months(): readonly (readonly [month: string, count: number])[] {
    const months = new Map<string, number>();
    this.#days.forEach((count, at) => {
      if (count === 0) return;
      const month = new Date((firstDay + at) * day).toISOString().slice(0, 7);
      months.set(month, (months.get(month) ?? 0) + count);
    });
    return [...months];
  }
}

/** The latest of some times; NaN if none is known. */
export function latestOf(times: ArrayLike<number> | null): number {
  let latest = Number.NaN;
  for (let at = 0; at < (times?.length ?? 0); at++) {
    const time = times?.[at] ?? Number.NaN;
    if (!(time <= latest) && monthNumber(time) >= 0) latest = time;
  }
  return latest;
}

/** What keeps a month (`2024-07`) from being like others, given the time of the latest model; null for most. */
export function monthNote(month: string, latest: number): string | null {
  // The Hub gives this month to every model from before it recorded dates.
  if (month === "2022-03") return "and everything before";
  if (month !== monthOf(latest)) return null;
  return month === monthOf(latest + day) ? "incomplete" : null;
}
