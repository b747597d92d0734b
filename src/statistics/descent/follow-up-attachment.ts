import type { Edges, NumberColumn } from "../../columns/columns";
import type { AttachmentPoint } from "../attachment";

/** The attachment kernel as the follow-up study computes it. */
export interface FollowUpAttachment {
  readonly points: readonly AttachmentPoint[];
  readonly events: number;
  readonly eligibleAtStart: number;
  readonly parentsWithEarlierChildren: number;
  /** The exponent and the intercept of the fitted line, and its weighted R²; null if there is no line. */
  readonly exponent: number | null;
  readonly intercept: number | null;
  readonly r2: number | null;
}

const day = 86_400_000;
/** What the study adds to both numbers of a quotient, so that it can be taken and has a logarithm. */
const epsilon = 1e-12;

/** The edges of a graph of which some count, in the order of their parents, then children. */
export interface OrderedEdges extends Edges {
  readonly createdAt: NumberColumn;
  readonly order: Uint32Array;
  readonly keep: (edge: number) => boolean;
}

/** The first and the last day of a span, both included, in ms since 1970. */
export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

/** How many of the models that `counts` selects are older than the day of a time. */
export function bornBefore(
  createdAt: NumberColumn,
  time: number,
  counts: (model: number) => boolean,
): number {
  const start = Math.floor(time / day) * day;
  let count = 0;
  for (let model = 0; model < createdAt.length; model++)
    if (createdAt[model]! < start && counts(model)) count++;
  return count;
}

/**
 * Preferential attachment as in Laufer's finetuning-preferential-attachment (pre-attach-3) within a span of days. It
 * differs from `attachmentOf`: dates are days; the models eligible are the `eligibleAtStart` that are older than the
 * span, and the children of earlier events, and no others, so that the number of those without children may fall below
 * 0; the line is fitted to all points, also those never chosen (1e-12 is added to both numbers), with the squares of
 * max(1, chosen) as weights, because NumPy's `polyfit` squares what it is given. Null without events.
 */
export function followUpAttachment(
  { createdAt, child, parent, order, keep }: OrderedEdges,
  { from, to }: DaySpan,
  eligibleAtStart: number,
): FollowUpAttachment | null {
  const days = Int32Array.from(createdAt, time => (Number.isNaN(time) ? noDay : Math.floor(time / day)));
  const [first, last] = [Math.floor(from / day), Math.floor(to / day)];
  const degrees = new Uint32Array(createdAt.length);
  // The parents chosen on each day. The study's sort by day is stable.
  const chosen = Array.from({ length: Math.max(0, last - first + 1) }, (): number[] => []);
  for (let at = 0; at < order.length; at++) {
    const edge = order[at]!;
    const model = parent[edge]!;
    const born = days[child[edge]!]!;
    if (!(days[model]! < born) || days[model] === noDay || !keep(edge)) continue;
    if (born < first) degrees[model] = degrees[model]! + 1;
    else chosen[born - first]?.push(model);
  }
  const events = chosen.flat();
  if (events.length === 0) return null;
  let parentsWithEarlierChildren = 0;
  for (const degree of degrees) if (degree > 0) parentsWithEarlierChildren++;
  const points = replay(events, degrees, eligibleAtStart - parentsWithEarlierChildren);
  return { points, events: events.length, eligibleAtStart, parentsWithEarlierChildren, ...fitted(points) };
}

/** Stands for an unknown day: before all others, so that a child without a date is younger than nothing. */
const noDay = -0x80000000;

/**
 * Counts choices and exposures by number of children; the exposures of a number are added up when it changes. `childless` is how many
 * eligible models have no children at the start.
 */
function replay(events: readonly number[], degrees: Uint32Array, childless: number): AttachmentPoint[] {
  const [models, exposed, chosen, since]: [number[], number[], number[], number[]] = [[], [], [], []];
  const change = (k: number, by: number, time: number) => {
    while (models.length <= k) for (const numbers of [models, exposed, chosen, since]) numbers.push(0);
    exposed[k] = exposed[k]! + models[k]! * (time - since[k]!);
    since[k] = time;
    models[k] = models[k]! + by;
  };
  change(0, childless, 0);
  for (const degree of degrees) if (degree > 0) change(degree, 1, 0);
  for (let time = 0; time < events.length; time++) {
    const parent = events[time]!;
    const k = degrees[parent]!;
    change(k, -1, time + 1);
    chosen[k] = chosen[k]! + 1;
    change(k + 1, 1, time + 1);
    change(0, 1, time + 1);
    degrees[parent] = k + 1;
  }
  const points: AttachmentPoint[] = [];
  for (let k = 0; k < models.length; k++) {
    change(k, 0, events.length);
    const point = { children: k, chosen: chosen[k]!, exposed: exposed[k]! };
    if (point.chosen !== 0 || point.exposed !== 0) points.push(point);
  }
  return points;
}

/** The line through the logarithms; R² is weighted by the numbers themselves, as in the study. */
function fitted(
  points: readonly AttachmentPoint[],
): Pick<FollowUpAttachment, "exponent" | "intercept" | "r2"> {
  const used = points.map(({ children, chosen, exposed }) => ({
    x: Math.log(children + 1),
    y: Math.log((chosen + epsilon) / (exposed + epsilon)),
    weight: Math.max(1, chosen),
  }));
  const none = { exponent: null, intercept: null, r2: null };
  if (used.length < 2 || used.some(({ y }) => !Number.isFinite(y))) return none;
  const mean = (of: (point: (typeof used)[number]) => number, power: number) => {
    let [sum, weights] = [0, 0];
    for (const point of used) {
      sum += point.weight ** power * of(point);
      weights += point.weight ** power;
    }
    return sum / weights;
  };
  const [x, y] = [mean(point => point.x, 2), mean(point => point.y, 2)];
  const spread = mean(point => (point.x - x) ** 2, 2);
  if (spread <= 0) return none;
  const exponent = mean(point => (point.x - x) * (point.y - y), 2) / spread;
  const intercept = y - exponent * x;
  const middle = mean(point => point.y, 1);
  const total = mean(point => (point.y - middle) ** 2, 1);
  const rest = mean(point => (point.y - exponent * point.x - intercept) ** 2, 1);
  return { exponent, intercept, r2: total > 0 ? 1 - rest / total : null };
}
