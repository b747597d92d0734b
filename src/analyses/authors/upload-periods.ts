import { type RatioInterval, ratioInterval } from "../../statistics/ratio-interval";
import type { Everyone } from "./everyone";

const day = 86_400_000;

/** Silence after which an author counts as gone, in ms: 365 days. */
export const silence = 365 * day;

/** The Hub dates everything older than this as its first moment; ms since 1970. */
const recordedSince = Date.UTC(2022, 2, 3);

/** Whether a year is the first that the Hub recorded, whose models may be older. */
export function isFirstYear(year: string): boolean {
  return year === String(new Date(recordedSince).getUTCFullYear());
}

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

/** The uploads with an author and a plausible date, sorted: by counting those of each author, then in each author's few. */
export function datedUploads(all: Everyone, createdAt: ArrayLike<number> | null): DatedUploads {
  const { models, place, places } = all;
  const since = Date.UTC(2000, 0, 1);
  const until = since + 36_525 * day;
  const times = (model: number) => {
    const time = createdAt?.[model] ?? Number.NaN;
    return time >= since && time < until ? Math.floor(time / 1_000) * 1_000 : Number.NaN;
  };
  const starts = new Uint32Array(places + 1);
  for (let at = 0; at < models.length; at++) {
    const owner = place(models[at]!);
    if (owner < places - 1 && !Number.isNaN(times(models[at]!))) starts[owner + 1] = starts[owner + 1]! + 1;
  }
  for (let owner = 0; owner < places; owner++) starts[owner + 1] = starts[owner + 1]! + starts[owner]!;
  const count = starts[places]!;
  const [author, time] = [new Uint32Array(count), new Float64Array(count)];
  const next = starts.slice();
  let end = count === 0 ? Number.NaN : Number.NEGATIVE_INFINITY;
  for (let at = 0; at < models.length; at++) {
    const owner = place(models[at]!);
    const when = times(models[at]!);
    if (owner >= places - 1 || Number.isNaN(when)) continue;
    const here = next[owner]!;
    next[owner] = here + 1;
    author[here] = owner;
    time[here] = when;
    if (when > end) end = when;
  }
  for (let owner = 0; owner < places; owner++) sortRun(time, starts[owner]!, starts[owner + 1]!);
  return { author, time, end };
}

/** Sorts the numbers of a run, which often are in order. */
function sortRun(numbers: Float64Array, from: number, to: number): void {
  for (let at = from + 1; at < to; at++) {
    if (numbers[at - 1]! <= numbers[at]!) continue;
    numbers.subarray(from, to).sort();
    return;
  }
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
