import type { Visible } from "./folding";

/** One tick of the axis: the first day of a year or month, and its position. */
export interface TimeTick {
  readonly x: number;
  /** `2024`, or `2024-05`. */
  readonly name: string;
}

/** Maps days to positions from left to right, in px at a zoom of 1. */
export interface TimeAxis {
  /** The position of a model by its day of creation; models without a day, and stubs, are at `undated`. */
  xOf(item: Visible): number;
  /** The position of everything without a day; null if every model has one. */
  readonly undated: number | null;
  /** How many models have no day; folded groups have none either, but are not counted. */
  readonly undatedModels: number;
  readonly ticks: readonly TimeTick[];
}

const width = 1100;
/** The room for undated items, left of the first day. */
const undatedRoom = 150;
const monthMs = 30.44 * 86_400_000;

function dayOf(item: Visible): number | null {
  const createdAt = item.kind === "model" ? item.node.model?.createdAt : null;
  const at = createdAt ? Date.parse(createdAt) : Number.NaN;
  return Number.isFinite(at) ? at : null;
}

function ticksOf(from: number, to: number, xAt: (time: number) => number): TimeTick[] {
  const months = (to - from) / monthMs;
  const step = months <= 14 ? 1 : months <= 40 ? 3 : months <= 90 ? 6 : 12;
  const start = new Date(from);
  const ticks: TimeTick[] = [];
  for (let month = Math.ceil(start.getUTCMonth() / step) * step; ; month += step) {
    const at = Date.UTC(start.getUTCFullYear(), month, 1);
    if (at > to) return ticks;
    if (at < from) continue;
    const name = new Date(at).toISOString().slice(0, month % 12 === 0 ? 4 : 7);
    ticks.push({ x: xAt(at), name });
  }
}

/** Spaces the days of creation evenly, from the first to the last drawn model. */
export function timeAxis(items: readonly Visible[]): TimeAxis {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  let [undated, undatedModels] = [0, 0];
  for (const item of items) {
    const day = dayOf(item);
    undated += day === null ? 1 : 0;
    if (day === null && item.kind === "model") undatedModels += 1;
    if (day === null) continue;
    from = Math.min(from, day);
    to = Math.max(to, day);
  }
  const dated = from <= to;
  const span = Math.max(1, to - from);
  const xAt = (time: number) => Math.round(((time - from) / span) * width);
  return {
    undated: undated > 0 ? -undatedRoom : null,
    undatedModels,
    ticks: dated ? ticksOf(from, to, xAt) : [],
    xOf(item) {
      const day = dayOf(item);
      return day === null ? -undatedRoom : xAt(day);
    },
  };
}
