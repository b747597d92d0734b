import { SumsByCluster } from "../../statistics/cluster-sums";
import { clusteredInterval } from "../../statistics/clustered";
import { bestOrdering } from "../../statistics/ordering";
import { seeded } from "../../statistics/random";
import type { AnalysisOptions } from "../analysis";
import type { Change, ChangesByParent } from "./drift-clusters";
import type { DriftYear } from "./drift-result";

/**
 * The share of the changes of each year that go forward in the order of all years, and in one that is fitted to the
 * years before alone, with intervals by parent. The latter counts changes between values that the years before know.
 */
export function yearsOf({ list, values }: ChangesByParent, options: AnalysisOptions): DriftYear[] {
  const byYear = new Map<number, Change[]>();
  for (const change of list) {
    if (Number.isNaN(change.year)) continue;
    const known = byYear.get(change.year);
    if (known) known.push(change);
    else byYear.set(change.year, [change]);
  }
  const counts = new Float64Array(values * values);
  const isSeen = new Uint8Array(values);
  const all = Array.from({ length: values }, (_, place) => place);
  const years = [...byYear].sort(([one], [other]) => one - other);
  return years.map(([year, changes]): DriftYear => {
    const whole = forwardIn(changes, all, options);
    const seen = (value: number) => isSeen[value] === 1;
    const known = changes.filter(({ from, to }) => seen(from) && seen(to));
    const before = known.length === 0 ? null : forwardIn(known, placesOf(counts, values), options);
    for (const { from, to } of changes) {
      counts[from * values + to] = counts[from * values + to]! + 1;
      isSeen[from] = 1;
      isSeen[to] = 1;
    }
    return {
      year,
      transitions: changes.length,
      forward: whole.share,
      ...{ low: whole.low, high: whole.high },
      tested: known.length,
      ...{ outOfSample: before?.share ?? null, outLow: before?.low ?? null, outHigh: before?.high ?? null },
    };
  });
}

/** The place of each value in the best order of the changes so far. */
function placesOf(counts: Float64Array, n: number): readonly number[] {
  const net = new Float64Array(n * n);
  for (let u = 0; u < n; u++)
    for (let v = 0; v < n; v++) net[u * n + v] = Math.max(0, counts[u * n + v]! - counts[v * n + u]!);
  const places = new Array<number>(n).fill(0);
  bestOrdering(n, net, false).order.forEach((value, place) => {
    places[value] = place;
  });
  return places;
}

function forwardIn(
  changes: readonly Change[],
  places: readonly number[],
  { seed, draws = 999 }: AnalysisOptions,
): { readonly share: number; readonly low: number | null; readonly high: number | null } {
  const sums = new SumsByCluster();
  let forward = 0;
  for (const { from, to, parent } of changes) {
    const isForward = places[from]! < places[to]! ? 1 : 0;
    forward += isForward;
    sums.add(parent, isForward, 1);
  }
  const [low = null, high = null] = clusteredInterval(sums, seeded(seed), draws) ?? [];
  return { share: forward / changes.length, low, high };
}
