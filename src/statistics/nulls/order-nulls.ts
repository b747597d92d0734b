import { type Random, seeded } from "../random";
import { hypergeometric } from "./hypergeometric";
import { quickGain } from "./quick-order";

/** A share that chance alone gives: mean and standard deviation over draws. */
export interface NullShare {
  readonly mean: number;
  readonly sd: number;
  /** The share of cases, the observed one included, that reach the observed share. */
  readonly p: number;
}

/** What the best orders explain by chance: of the directions of pairs, and of the transitions. */
export interface OrderNull {
  readonly directions: NullShare | null;
  readonly transitions: NullShare | null;
}

/** Transitions between n values: how often each replaces each, `counts[u * n + v]`. */
export interface CountedTransitions {
  readonly n: number;
  readonly counts: Float64Array;
}

/** The shares that the observed best orders explain; null if there is nothing to explain. */
export interface ObservedShares {
  readonly directions: number | null;
  readonly transitions: number | null;
}

/** Draws transitions into the array that it is given. */
type DrawTransitions = (into: Float64Array) => void;

interface Drawing {
  readonly random: Random;
  readonly draws: number;
  /** Random orders from which directions are searched; those of large flows are found without. */
  readonly restarts: number;
}

function orderNull(
  n: number,
  draw: DrawTransitions,
  observed: ObservedShares,
  { random, draws, restarts }: Drawing,
): OrderNull {
  const [counts, gains] = [new Float64Array(n * n), new Float64Array(n * n)];
  const [directions, transitions]: [number[], number[]] = [[], []];
  for (let at = 0; at < draws; at++) {
    draw(counts);
    let [pairs, all] = [0, 0];
    for (let u = 0; u < n; u++) {
      for (let v = u + 1; v < n; v++) {
        const [forth, back] = [counts[u * n + v]!, counts[v * n + u]!];
        gains[u * n + v] = forth - back;
        gains[v * n + u] = back - forth;
        all += forth + back;
        if (forth !== back) pairs++;
      }
    }
    if (all > 0) transitions.push((all + quickGain(gains, n, random, 0)) / (2 * all));
    if (pairs === 0) continue;
    for (let pair = 0; pair < gains.length; pair++) gains[pair] = Math.sign(gains[pair]!);
    directions.push((pairs + quickGain(gains, n, random, restarts)) / (2 * pairs));
  }
  return {
    directions: nullShare(directions, observed.directions),
    transitions: nullShare(transitions, observed.transitions),
  };
}

/** The mean, the spread, and the p of the observed share; null if it is null, or nothing was drawn. */
export function nullShare(shares: readonly number[], observed: number | null): NullShare | null {
  if (observed === null || shares.length === 0) return null;
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  const reached = shares.filter(share => share >= observed - 1e-12).length;
  return {
    mean,
    sd: Math.sqrt(squares / Math.max(1, shares.length - 1)),
    p: (reached + 1) / (shares.length + 1),
  };
}

/** Changes of single parents: parent `parents[k]` has `net[k]` more changes from u to v than back, `pairs[k]` = u * n + v. */
export interface ParentFlows {
  readonly parents: ArrayLike<number>;
  readonly pairs: ArrayLike<number>;
  readonly net: ArrayLike<number>;
}

/**
 * The null in which whole parents are tossed: all changes of a parent's children are turned around together, or not.
 * It keeps that the children of one parent change alike.
 */
export function parentsTossed(
  { n, counts }: CountedTransitions,
  { parents, pairs, net }: ParentFlows,
  observed: ObservedShares,
  { seed, draws }: { readonly seed: number; readonly draws: number },
): OrderNull {
  const random = seeded(seed);
  const places = new Map<number, number>();
  const placeOf = Uint32Array.from(parents, parent => {
    const place = places.get(parent) ?? places.size;
    places.set(parent, place);
    return place;
  });
  const signs = new Int8Array(places.size);
  const [cells, halves] = [Uint16Array.from(pairs), Float64Array.from(net, each => each / 2)];
  const turned = cells.map(pair => (pair % n) * n + Math.floor(pair / n));
  const even = counts.map((count, pair) => (count + counts[(pair % n) * n + Math.floor(pair / n)]!) / 2);
  const draw: DrawTransitions = into => {
    for (let place = 0; place < signs.length; place++) signs[place] = random.next() < 0.5 ? 1 : -1;
    into.set(even);
    for (let at = 0; at < placeOf.length; at++) {
      const half = signs[placeOf[at]!]! * halves[at]!;
      const [cell, back] = [cells[at]!, turned[at]!];
      into[cell] = into[cell]! + half;
      into[back] = into[back]! - half;
    }
  };
  return orderNull(n, draw, observed, { random, draws, restarts: 2 });
}

/** Updates of 2 by 2 cells between draws, per cell, and before the first draw. */
const updates = 0.5;
const burnIn = 20;
/** Below as many values, the totals leave no freedom, or the updates do not reach every table. */
const fewestValues = 4;

/**
 * The null that keeps how often each value is lost and how often it is gained: which value replaces which is drawn at
 * random, but none replaces itself. Tables are drawn by a Markov chain that redraws 2 by 2 cells with their totals
 * fixed (Diaconis and Sturmfels 1998; hypergeometric). An order that does not beat it says no more than which values
 * are sources and which are sinks. Null values below four values.
 */
export function totalsKept(
  { n, counts }: CountedTransitions,
  observed: ObservedShares,
  { seed, draws }: { readonly seed: number; readonly draws: number },
): OrderNull {
  if (n < fewestValues) return { directions: null, transitions: null };
  const random = seeded(seed);
  const table = Float64Array.from(counts);
  const step = () => {
    const [u, v, a, b] = [random.below(n), random.below(n), random.below(n), random.below(n)];
    if (u === v || a === b || u === a || u === b || v === a || v === b) return;
    const [ua, ub, va, vb] = [u * n + a, u * n + b, v * n + a, v * n + b];
    const [row, column] = [table[ua]! + table[ub]!, table[ua]! + table[va]!];
    const all = row + table[va]! + table[vb]!;
    if (row === 0 || column === 0 || row === all || column === all) return;
    const drawn = hypergeometric(all, row, column, random);
    table[ua] = drawn;
    table[ub] = row - drawn;
    table[va] = column - drawn;
    table[vb] = all - row - column + drawn;
  };
  const cells = n * n * updates;
  for (let at = 0; at < burnIn * cells; at++) step();
  const draw: DrawTransitions = into => {
    for (let at = 0; at < cells; at++) step();
    into.set(table);
  };
  return orderNull(n, draw, observed, { random, draws, restarts: 0 });
}

/** Holm's adjusted p, which holds for all of them together; null stays null. */
export function holm(ps: readonly (number | null)[]): readonly (number | null)[] {
  const tested = ps.flatMap((p, at) => (p === null ? [] : [{ p, at }])).sort((one, other) => one.p - other.p);
  const adjusted: (number | null)[] = ps.map(() => null);
  let least = 0;
  tested.forEach(({ p, at }, rank) => {
    least = Math.max(least, Math.min(1, p * (tested.length - rank)));
    adjusted[at] = least;
  });
  return adjusted;
}
