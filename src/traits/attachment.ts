import { orderByTime } from "./by-time";
import type { Edges } from "./columns";

/** How often a parent with k children was chosen for one more, by how often it could have been. */
export interface AttachmentPoint {
  readonly children: number;
  readonly chosen: number;
  readonly exposed: number;
}

/** The attachment kernel of a span of time, and the power of k + 1 that it follows. */
export interface Attachment {
  readonly points: readonly AttachmentPoint[];
  readonly events: number;
  readonly eligibleAtStart: number;
  /** The exponent of `chosen / exposed` ~ (k + 1)^exponent, fitted with the weights `chosen`; null below two points. */
  readonly exponent: number | null;
  readonly r2: number | null;
}

/**
 * Preferential attachment from `from` to `to` (ms since 1970): of all models that existed when a child appeared, which did it
 * choose? Events are edges whose parent is older than the child; each exposes every older model once. Fit: weighted least
 * squares of log(chosen / exposed) on log(k + 1). Source: Laufer's follow-up finetuning-preferential-attachment,
 * pre-attach-3. Null where no model has a date.
 */
export function attachmentOf(
  createdAt: Float64Array,
  { child, parent }: Edges,
  { from, to }: { readonly from: number; readonly to: number },
  keep?: (edge: number) => boolean,
): Attachment | null {
  const born = orderByTime(createdAt);
  if (born.length === 0) return null;
  const times = new Float64Array(child.length).fill(Number.NaN);
  for (let edge = 0; edge < child.length; edge++) {
    if (keep && !keep(edge)) continue;
    const time = createdAt[child[edge] as number] as number;
    if (time <= to && (createdAt[parent[edge] as number] as number) < time) times[edge] = time;
  }
  return replay({ createdAt, born, parent, times, events: orderByTime(times), from });
}

interface Replay {
  readonly createdAt: Float64Array;
  /** The models, oldest first. */
  readonly born: Uint32Array;
  readonly parent: Uint32Array;
  /** When the child of each edge appeared. */
  readonly times: Float64Array;
  /** The edges that count, those of the oldest children first. */
  readonly events: Uint32Array;
  readonly from: number;
}

/** Goes through the events in time; exposures of each k are added up only when the number of models with k changes. */
function replay({ createdAt, born, parent, times, events, from }: Replay): Attachment {
  const degrees = new Uint32Array(createdAt.length);
  const withDegree: number[] = [0];
  const exposed: number[] = [0];
  const chosen: number[] = [0];
  const since: number[] = [0];
  let [alive, count, eligibleAtStart] = [0, 0, 0];
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
    while (alive < born.length && (createdAt[born[alive] as number] as number) < until) alive++;
    if (alive > before) change(0, alive - before);
  };
  bear(from);
  eligibleAtStart = alive;
  for (const edge of events) {
    const at = parent[edge] as number;
    const k = degrees[at] as number;
    const time = times[edge] as number;
    if (time >= from) {
      bear(time);
      chosen[k] = (chosen[k] ?? 0) + 1;
      count++;
    }
    change(k, -1);
    change(k + 1, 1);
    degrees[at] = k + 1;
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
