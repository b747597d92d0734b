import { grouped } from "../../../src/lineage/in-words";
import type { Measure } from "../../../src/pictures/family/inks";
import { cutToWidth } from "../tree/boxes";
import { barRoom, gap, indentOf, type RowPlan, signRoom } from "./row-plan";
import type { RowWords, TraitChip } from "./row-words";

/** A chip as it fits: its text, and what it stands for in full. */
export interface FittedChip {
  readonly text: string;
  readonly full: string;
  readonly isLicense: boolean;
}

/** Where the parts of a row stand beside or below its name, in px from the left and from the top of the row. */
export interface FittedParts {
  readonly relation: Placed | null;
  readonly license: Placed;
  readonly verdict: Placed | null;
  readonly chips: readonly (Placed & FittedChip)[];
  readonly figure: { readonly text: string; readonly right: number; readonly line: number };
  /** The bar; null if there is no room or no number. */
  readonly bar: { readonly x: number; readonly width: number; readonly line: number } | null;
}

/** A text and where it begins; `line` counts the lines of a row from 0, the first line of parts being 0 in every form. */
export interface Placed {
  readonly text: string;
  readonly x: number;
  readonly line: number;
}

/** Room at both sides of a chip's text, and between chips. */
export const [chipPadding, chipGap] = [7, 6] as const;
const partGap = 10;
/** The room that changes have at least: a number of them. */
const leastChips = 44;
/** Bars below names, in proportion to those in columns, and the width of rows from which they are drawn. */
const shortBar = 0.7;
const leastForBars = 380;
/** Text of parts in proportion to that of names. */
export const partSize = 0.92;

function chipWidth(text: string, measure: Measure): number {
  return measure(text, false) * partSize + 2 * chipPadding;
}

/** Chips that fit: first in many words, then from the last one on in one word, then the rest as a number. */
export function fitChips(chips: readonly TraitChip[], room: number, measure: Measure): readonly FittedChip[] {
  const texts = chips.map(({ long }) => long);
  const needed = (shown: readonly string[]) =>
    shown.reduce((sum, text) => sum + chipWidth(text, measure) + chipGap, -chipGap);
  for (let at = chips.length - 1; at >= 0 && needed(texts) > room; at--) texts[at] = chips[at]?.short ?? "";
  let kept = chips.length;
  while (
    kept > 0 &&
    needed([...texts.slice(0, kept), ...(kept < chips.length ? [`+${chips.length - kept}`] : [])]) > room
  )
    kept--;
  const fitted = chips
    .slice(0, kept)
    .map(({ full, isLicense }, at) => ({ text: texts[at] ?? "", full, isLicense }));
  const rest = chips.slice(kept);
  if (rest.length === 0) return fitted;
  return [
    ...fitted,
    {
      text: `${kept === 0 ? "≠ " : "+"}${grouped(rest.length)}`,
      full: rest.map(({ full }) => full).join("\n"),
      isLicense: rest.some(({ isLicense }) => isLicense),
    },
  ];
}

function placedChips(
  chips: readonly TraitChip[],
  x: number,
  room: number,
  line: number,
  measure: Measure,
): FittedParts["chips"] {
  let at = x;
  return fitChips(chips, room, measure).map(chip => {
    const placed = { ...chip, x: at, line };
    at += chipWidth(chip.text, measure) + chipGap;
    return placed;
  });
}

function inColumns(plan: RowPlan, words: RowWords, measure: Measure): FittedParts {
  const { columns, width } = plan;
  const relation = gap + columns.name + gap;
  const changes = relation + columns.relation + gap;
  const end = width - gap;
  const bar = end - columns.figure;
  const license = bar - gap - columns.license;
  const { verdict, share } = words;
  const verdictX = license + measure(words.license, false) + 8;
  return {
    relation: { text: words.headedRelation, x: relation, line: 0 },
    license: { text: words.license, x: license, line: 0 },
    verdict: verdict && { text: verdict.word, x: verdictX, line: 0 },
    chips: placedChips(words.chips, changes, license - gap - changes, 0, measure),
    figure: { text: words.figure, right: end, line: 0 },
    bar: share === null ? null : { x: bar, width: share * barRoom, line: 0 },
  };
}

function inLines(plan: RowPlan, words: RowWords, depth: number, measure: Measure): FittedParts {
  const { width, form, columns } = plan;
  const left = indentOf(plan, depth) + signRoom;
  const end = width - gap;
  const small: Measure = (text, bold) => measure(text, bold) * partSize;
  const hasBars = width > leastForBars;
  const bars = end - (columns.figure - barRoom) * partSize - (hasBars ? barRoom * shortBar : 0);
  const second = form === "stack" ? 1 : 0;
  const right = second === 1 ? end : bars - partGap;
  const { verdict } = words;
  const verdictWidth = verdict === null ? 0 : small(verdict.word, false) + partGap;
  const forChips = words.chips.length > 0 ? leastChips : 0;
  const forLicense = Math.max(30, right - left - verdictWidth - forChips);
  const text = cutToWidth(words.license, forLicense / partSize, false, measure);
  const license = { text, x: left, line: second };
  let x = left + small(text, false) + partGap;
  const judged = verdict && { text: verdict.word, x, line: second };
  x += verdictWidth;
  const relationWidth = small(words.relation, false) + partGap;
  const shortest = words.chips.reduce((sum, { short }) => sum + chipWidth(short, measure) + chipGap, 0);
  const figure = { text: words.figure, right: end, line: 0 };
  const hasBar = hasBars && words.share !== null;
  const bar = hasBar ? { x: bars, width: (words.share ?? 0) * barRoom * shortBar, line: 0 } : null;
  const whole = { license, verdict: judged, figure, bar };
  if (form === "stack") {
    const beside = bars - partGap - left;
    const text = cutToWidth(words.relation, beside / partSize, false, measure);
    const relation = { text, x: left, line: 0 };
    // Changes stand after the verdict, or after the relation if only that leaves them their names.
    const isAbove = x + shortest > end && relationWidth + shortest <= beside;
    const chips = isAbove
      ? placedChips(words.chips, left + relationWidth, beside - relationWidth, 0, measure)
      : placedChips(words.chips, x, end - x, 1, measure);
    return { ...whole, relation, chips };
  }
  // The shape says the relation too, so its word gives way first.
  const isTold = x + shortest + relationWidth <= right;
  const chips = placedChips(words.chips, x, right - x - (isTold ? relationWidth : 0), 0, measure);
  const last = chips.at(-1);
  const after = last ? last.x + chipWidth(last.text, measure) + partGap : x;
  return { ...whole, relation: isTold ? { text: words.relation, x: after, line: 0 } : null, chips };
}

/** Places what a row says of its model, beside the name in columns or below it. */
export function fitParts(plan: RowPlan, words: RowWords, depth: number, measure: Measure): FittedParts {
  return plan.form === "line" ? inColumns(plan, words, measure) : inLines(plan, words, depth, measure);
}
