import { type RatioInterval, ratioInterval } from "../../statistics/ratio-interval";
import type { Everyone } from "./everyone";

const day = 86_400_000;

/** Silence after which an author counts as gone, in ms: 365 days. */
export const silence = 365 * day;

/** The Hub dates everything older than this as its first moment; ms since 1970. */
const recordedSince = Date.UTC(2022, 2, 3);

/** Uploads of one quarter or year. */
export interface UploadPeriod {
  /** The first month of a quarter (`2024-07`), or a year (`2024`). */
  readonly period: string;
  readonly models: number;
  readonly authors: number;
  /** Authors whose first upload it has; null if it has models from before the Hub recorded dates. */
  readonly entered: number | null;
  /** Authors whose last upload it has, if all of it is a year before the end of the data; else null. */
  readonly left: number | null;
  /** The fewest authors that made half of the models. */
  readonly half: number;
  /** The share of models of authors who had uploaded before it; null if older models have no dates. */
  readonly returning: RatioInterval | null;
}

/** Uploads as authors made them; models without an author or a date are left out. */
export interface DatedUploads {
  /** The author and the time of each upload (ms since 1970), by author and then in order of time. */
  readonly author: Uint32Array;
  readonly time: Float64Array;
  /** The time of the last upload; NaN if there is none. */
  readonly end: number;
}

/** The uploads with an author and a plausible date. Sorts them. */
export function datedUploads(all: Everyone, createdAt: ArrayLike<number> | null): DatedUploads {
  const { models, place, places } = all;
  // Seconds since 2000 take less than 2^32 for a hundred years, and the author is put before them.
  const since = Date.UTC(2000, 0, 1);
  const keys = new Float64Array(models.length);
  let count = 0;
  for (const model of models) {
    const seconds = Math.floor(((createdAt?.[model] ?? Number.NaN) - since) / 1_000);
    const author = place(model);
    if (author < places - 1 && seconds >= 0 && seconds < 36_525 * 86_400)
      keys[count++] = author * 2 ** 32 + seconds;
  }
  const sorted = keys.subarray(0, count).sort();
  const author = Uint32Array.from(sorted, key => Math.floor(key / 2 ** 32));
  const time = Float64Array.from(sorted, key => since + (key % 2 ** 32) * 1_000);
  const end = time.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
  return { author, time, end: count === 0 ? Number.NaN : end };
}

/** Counts of a period while they are added up. */
class Period {
  entered = 0;
  left = 0;
  /** The models of each of its authors, and those of them that had uploaded before. */
  readonly models: number[] = [];
  readonly returning: number[] = [];
}

/** The periods of uploads: quarters of 3 months or years of 12, in order, without empty ones. */
export function uploadPeriods({ author, time, end }: DatedUploads, months: 3 | 12): readonly UploadPeriod[] {
  const periods = new Map<number, Period>();
  const at = (number: number) => {
    const known = periods.get(number);
    if (known !== undefined) return known;
    const made = new Period();
    periods.set(number, made);
    return made;
  };
  const numbers = periodNumbers(time, months);
  for (let from = 0, to = 0; from < author.length; from = to) {
    while (to < author.length && author[to] === author[from] && numbers[to] === numbers[from]) to++;
    const period = at(numbers[from]!);
    const isFirst = author[from - 1] !== author[from];
    if (isFirst) period.entered++;
    if (author[to] !== author[from] && time[to - 1]! <= end - silence) period.left++;
    period.models.push(to - from);
    period.returning.push(isFirst ? 0 : to - from);
  }
  return [...periods]
    .sort(([one], [other]) => one - other)
    .map(([number, { entered, left, models, returning }]): UploadPeriod => {
      const isDated = startOf(number, months) >= recordedSince;
      return {
        period: nameOf(number, months),
        models: models.reduce((sum, one) => sum + one, 0),
        authors: models.length,
        entered: isDated ? entered : null,
        left: startOf(number + 1, months) <= end - silence ? left : null,
        half: halfOf(models),
        returning: isDated ? ratioInterval(returning, models) : null,
      };
    });
}

/** The number of the period of each time, counted from the year 2000. */
function periodNumbers(times: Float64Array, months: number): Uint16Array {
  const numbers = new Uint16Array(times.length);
  const ofDays = new Map<number, number>();
  times.forEach((time, at) => {
    const date = Math.floor(time / day);
    let number = ofDays.get(date);
    if (number === undefined) {
      const found = new Date(date * day);
      number = Math.floor((12 * (found.getUTCFullYear() - 2_000) + found.getUTCMonth()) / months);
      ofDays.set(date, number);
    }
    numbers[at] = number;
  });
  return numbers;
}

function startOf(number: number, months: number): number {
  return Date.UTC(2_000, number * months, 1);
}

function nameOf(number: number, months: number): string {
  return new Date(startOf(number, months)).toISOString().slice(0, months === 12 ? 4 : 7);
}

/** The fewest numbers that make half of the sum. */
function halfOf(numbers: readonly number[]): number {
  const sorted = Float64Array.from(numbers).sort();
  const half = sorted.reduce((sum, one) => sum + one, 0) / 2;
  let [sum, count] = [0, 0];
  while (sum < half) sum += sorted[sorted.length - ++count]!;
  return count;
}

/** Authors by the year of their first upload. */
export interface Cohort {
  readonly year: string;
  readonly authors: number;
  /** Authors with one model only. */
  readonly once: number;
  /** Authors with an upload in the last year of the data; null if some of them began less than a year before its end. */
  readonly active: number | null;
}

/** The authors by the year of their first upload. */
export function cohortsOf({ author, time, end }: DatedUploads): readonly Cohort[] {
  const numbers = periodNumbers(time, 12);
  const cohorts = new Map<number, { authors: number; once: number; active: number }>();
  for (let from = 0, to = 0; from < author.length; from = to) {
    while (to < author.length && author[to] === author[from]) to++;
    const cohort = cohorts.get(numbers[from]!) ?? { authors: 0, once: 0, active: 0 };
    cohorts.set(numbers[from]!, cohort);
    cohort.authors++;
    if (to - from === 1) cohort.once++;
    if (time[to - 1]! > end - silence) cohort.active++;
  }
  return [...cohorts]
    .sort(([one], [other]) => one - other)
    .map(([number, { authors, once, active }]) => ({
      year: nameOf(number, 12),
      authors,
      once,
      active: startOf(number + 1, 12) <= end - silence ? active : null,
    }));
}

/** Whether a time falls into a period, by its name. */
export function isInPeriod(time: number, period: string, months: 3 | 12): boolean {
  if (Number.isNaN(time)) return false;
  const [number = 0] = periodNumbers(Float64Array.of(time), months);
  return nameOf(number, months) === period;
}
