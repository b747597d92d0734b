import type { Edges, NumberColumn } from "../columns/columns";

/** How often parents with k children were chosen for another, and how often they could have been. */
export interface AttachmentPoint {
  readonly children: number;
  readonly chosen: number;
  readonly exposed: number;
}

/** The attachment kernel of a time span, and the power of k + 1 that it follows. */
export interface Attachment {
  readonly points: readonly AttachmentPoint[];
  readonly events: number;
  readonly eligibleAtStart: number;
  /** The exponent of `chosen / exposed` ~ (k + 1)^exponent, fitted with the weights `chosen`; null below two points. */
  readonly exponent: number | null;
  readonly r2: number | null;
}

/**
 * Preferential attachment from `from` to `to` (ms since 1970): of all models that existed when a child was created,
 * which did it choose? Events are edges whose parent is older than the child; each exposes every model of an earlier
 * minute once. Fit: weighted least squares of log(chosen / exposed) on log(k + 1), which underestimates if the number
 * of models grows much within the span. Source: Laufer's follow-up finetuning-preferential-attachment, pre-attach-3.
 * Null if no model has a date.
 */
export function attachmentOf(
  createdAt: NumberColumn,
  { child, parent }: Edges,
  { from, to }: { readonly from: number; readonly to: number },
  keep?: (edge: number) => boolean,
): Attachment | null {
  const clock = clockOf(createdAt);
  if (clock === null) return null;
  const born = new Uint32Array(clock.ticks);
  for (let model = 0; model < createdAt.length; model++) {
    const tick = clock.tick(createdAt[model]!);
    if (tick >= 0) born[tick] = born[tick]! + 1;
  }
  const ticks = new Int32Array(child.length).fill(-1);
  for (let edge = 0; edge < child.length; edge++) {
    if (keep && !keep(edge)) continue;
    const time = createdAt[child[edge]!]!;
    if (time <= to && createdAt[parent[edge]!]! < time) ticks[edge] = clock.tick(time);
  }
  const start = Math.max(0, Math.ceil((from - clock.first) / clock.length));
  return replay({
    models: createdAt.length,
    born,
    parent,
    ticks,
    events: inOrder(ticks, clock.ticks),
    start,
  });
}

/** Time in steps of a minute, or longer if the dates span more than eight years. */
interface Clock {
  readonly first: number;
  readonly length: number;
  readonly ticks: number;
  /** The step of a time; -1 if it is not a valid date. */
  tick(time: number): number;
}

const minute = 60_000;
const mostTicks = 4_200_000;
/** Dates outside the century are mistakes. */
const century = [Date.UTC(2000, 0, 1), Date.UTC(2100, 0, 1)] as const;

function clockOf(times: NumberColumn): Clock | null {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < times.length; at++) {
    const time = times[at]!;
    if (!(time >= century[0] && time < century[1])) continue;
    if (time < first) first = time;
    if (time > last) last = time;
  }
  if (first > last) return null;
  first = Math.floor(first / minute) * minute;
  const length = minute * Math.max(1, Math.ceil((last - first) / minute / mostTicks));
  const tick = (time: number) => (time >= first && time <= last ? Math.floor((time - first) / length) : -1);
  return { first, length, ticks: tick(last) + 1, tick };
}

/** The numbers of the edges that have a tick, sorted by tick: a counting sort. */
function inOrder(ticks: Int32Array, count: number): Uint32Array {
  const places = new Uint32Array(count + 1);
  let events = 0;
  for (let edge = 0; edge < ticks.length; edge++) {
    const tick = ticks[edge]!;
    if (tick < 0) continue;
    places[tick + 1] = places[tick + 1]! + 1;
    events++;
  }
  for (let tick = 1; tick <= count; tick++) places[tick] = places[tick]! + places[tick - 1]!;
  const order = new Uint32Array(events);
  for (let edge = 0; edge < ticks.length; edge++) {
    const tick = ticks[edge]!;
    if (tick < 0) continue;
    const place = places[tick]!;
    places[tick] = place + 1;
    order[place] = edge;
  }
  return order;
}

interface Replay {
  readonly models: number;
  /** How many models were created in each tick. */
  readonly born: Uint32Array;
  readonly parent: Uint32Array;
  /** When the child of each edge was created. */
  readonly ticks: Int32Array;
  /** The edges that count, oldest children first. */
  readonly events: Uint32Array;
  /** The tick at which counting begins. */
  readonly start: number;
}

/** Replays the events in order; exposures of each k are added up only when the number of models with k changes. */
function replay({ models, born, parent, ticks, events, start }: Replay): Attachment {
  const degrees = new Uint32Array(models);
  const withDegree: number[] = [0];
  const exposed: number[] = [0];
  const chosen: number[] = [0];
  const since: number[] = [0];
  let [alive, now, count] = [0, 0, 0];
  const settle = (k: number) => {
    exposed[k] = (exposed[k] ?? 0) + (withDegree[k] ?? 0) * (count - (since[k] ?? 0));
    since[k] = count;
  };
  const change = (k: number, by: number) => {
    settle(k);
    withDegree[k] = (withDegree[k] ?? 0) + by;
  };
  const bear = (until: number) => {
    const before = alive;
    for (; now < until && now < born.length; now++) alive += born[now]!;
    if (alive > before) change(0, alive - before);
  };
  bear(start);
  const eligibleAtStart = alive;
  for (let at = 0; at < events.length; at++) {
    const edge = events[at]!;
    const chosenParent = parent[edge]!;
    const k = degrees[chosenParent]!;
    const tick = ticks[edge]!;
    if (tick >= start) {
      bear(tick);
      chosen[k] = (chosen[k] ?? 0) + 1;
      count++;
    }
    change(k, -1);
    change(k + 1, 1);
    degrees[chosenParent] = k + 1;
  }
  const points: AttachmentPoint[] = [];
  for (let k = 0; k < withDegree.length; k++) {
    settle(k);
    if ((exposed[k] ?? 0) > 0) points.push({ children: k, chosen: chosen[k] ?? 0, exposed: exposed[k] ?? 0 });
  }
  return { points, events: count, eligibleAtStart, ...fitKernel(points) };
}

function fitKernel(points: readonly AttachmentPoint[]): Pick<Attachment, "exponent" | "r2"> {
  const used = points.filter(point => point.chosen > 0);
  let [w, wx, wy, wxx, wxy, wyy] = [0, 0, 0, 0, 0, 0];
  for (const { children, chosen, exposed } of used) {
    const [x, y] = [Math.log(children + 1), Math.log(chosen / exposed)];
    w += chosen;
    wx += chosen * x;
    wy += chosen * y;
    wxx += chosen * x * x;
    wxy += chosen * x * y;
    wyy += chosen * y * y;
  }
  const spread = wxx - (wx * wx) / w;
  if (used.length < 2 || spread <= 0) return { exponent: null, r2: null };
  const exponent = (wxy - (wx * wy) / w) / spread;
  const total = wyy - (wy * wy) / w;
  return { exponent, r2: total > 0 ? (exponent * exponent * spread) / total : null };
}
