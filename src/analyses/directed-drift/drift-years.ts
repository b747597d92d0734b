import { sumsOfClusters } from "../../statistics/cluster-sums";
import { clusteredInterval } from "../../statistics/clustered";
import { bestOrdering } from "../../statistics/ordering";
import { seeded } from "../../statistics/random";
import type { AnalysisOptions } from "../analysis";
import type { ChangesByParent } from "./drift-clusters";
import type { DriftYear } from "./drift-result";

/**
 * The share of the changes of each year that go forward in the order of all years, and in one that is fitted to the
 * years before alone, with intervals by parent. The latter counts changes between values that the years before know; if
 * several orders fit these years equally well, it is the mean over them.
 */
export function yearsOf(changes: ChangesByParent, options: AnalysisOptions): DriftYear[] {
  const { values, from, to } = changes;
  const byYear = new Map<number, number[]>();
  changes.year.forEach((year, at) => {
    if (year === 0) return;
    const known = byYear.get(year);
    if (known) known.push(at);
    else byYear.set(year, [at]);
  });
  const counts = new Float64Array(values * values);
  const isSeen = new Uint8Array(values);
  const all = aheadIn(Array.from({ length: values }, (_, place) => place));
  const years = [...byYear].sort(([one], [other]) => one - other);
  return years.map(([year, some]): DriftYear => {
    const whole = forwardIn(changes, some, all, options);
    const known = some.filter(at => isSeen[from[at]!] === 1 && isSeen[to[at]!] === 1);
    const before = known.length === 0 ? null : forwardIn(changes, known, aheadBy(counts, values), options);
    for (const at of some) {
      const [one, other] = [from[at]!, to[at]!];
      counts[one * values + other] = counts[one * values + other]! + 1;
      isSeen[one] = 1;
      isSeen[other] = 1;
    }
    return {
      year,
      transitions: some.length,
      forward: whole.share,
      ...{ low: whole.low, high: whole.high },
      tested: known.length,
      ...{ outOfSample: before?.share ?? null, outLow: before?.low ?? null, outHigh: before?.high ?? null },
    };
  });
}

/** `ahead[u * n + v]` is 1 if an order, given as the place of each value, puts u before v. */
function aheadIn(places: readonly number[]): Float64Array {
  const n = places.length;
  const ahead = new Float64Array(n * n);
  for (let u = 0; u < n; u++) for (let v = 0; v < n; v++) ahead[u * n + v] = places[u]! < places[v]! ? 1 : 0;
  return ahead;
}

/** The share of the best orders of the changes so far that put a value before another. */
function aheadBy(counts: Float64Array, n: number): Float64Array {
  const net = new Float64Array(n * n);
  for (let u = 0; u < n; u++)
    for (let v = 0; v < n; v++) net[u * n + v] = Math.max(0, counts[u * n + v]! - counts[v * n + u]!);
  const { order, support } = bestOrdering(n, net);
  if (support !== null) return support;
  const places = new Array<number>(n).fill(0);
  order.forEach((value, place) => {
    places[value] = place;
  });
  return aheadIn(places);
}

function forwardIn(
  { values, from, to, parent, parents }: ChangesByParent,
  some: readonly number[],
  ahead: Float64Array,
  { seed, draws = 999 }: AnalysisOptions,
): { readonly share: number; readonly low: number | null; readonly high: number | null } {
  let forward = 0;
  const share = (at: number) => {
    const one = ahead[from[at]! * values + to[at]!]!;
    forward += one;
    return one;
  };
  const sums = sumsOfClusters(parent, share, parents, some);
  const [low = null, high = null] = clusteredInterval(sums, seeded(seed), draws) ?? [];
  return { share: forward / some.length, low, high };
}
