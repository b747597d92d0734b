import type { LineageColumns } from "../../columns/columns";
import type { AnalysisOptions, Cell, ResultTable } from "../analysis";
import { monthNumber } from "../months";
import { type Counted, counted } from "../organizations/study";

/** All models of the scope with their authors: a size limit is no part of these analyses, in either mode. */
export interface Everyone extends Counted {
  /** The number of places for authors: one each, and a last one for models without an author. */
  readonly places: number;
  /** The place of a model's author. */
  place(model: number): number;
  /** The author at a place; null for none. */
  name(place: number): string | null;
}

/** The models of the scope and their authors. */
export function everyone(columns: LineageColumns, options: AnalysisOptions): Everyone {
  const chosen = counted(columns, { ...options, mode: "corrected" });
  const { codes, values } = chosen.author;
  // Added to the same object, because a copy would look the kind of every author up.
  return Object.assign(chosen, {
    places: values.length + 1,
    place: (model: number) => (codes[model]! < 0 ? values.length : codes[model]!),
    name: (place: number) => values[place] ?? null,
  });
}

/** The years of times in ms since 1970 (UTC); 0 for unknown and implausible ones. */
export function yearsOf(times: ArrayLike<number> | null, models: Uint32Array): Uint16Array {
  const years = new Uint16Array(models.length);
  if (times === null) return years;
  for (let at = 0; at < models.length; at++) {
    const month = monthNumber(times[models[at]!]!);
    if (month >= 0) years[at] = 2000 + Math.floor(month / 12);
  }
  return years;
}

/** The distinct years in ascending order, without 0. */
export function distinctYears(years: Uint16Array): readonly number[] {
  const isThere = new Uint8Array(65_536);
  for (let at = 0; at < years.length; at++) isThere[years[at]!] = 1;
  return Array.from(isThere.keys()).filter(year => year > 0 && isThere[year] === 1);
}

/** The row of a table that begins with the given cells; -1 if there is none. */
export function rowOf({ rows }: ResultTable, ...start: readonly Cell[]): number {
  return rows.findIndex(row => start.every((cell, at) => row[at] === cell));
}
