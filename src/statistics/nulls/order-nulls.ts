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
  flows: ParentFlows,
  observed: ObservedShares,
  { seed, draws }: { readonly seed: number; readonly draws: number },
): OrderNull {
  const random = seeded(seed);
  const coins = new Coins(random);
  const groups = alike(flows);
  const even = counts.map((count, pair) => (count + counts[(pair % n) * n + Math.floor(pair / n)]!) / 2);
  const draw: DrawTransitions = into => {
    into.set(even);
    for (const { parents, cells, halves } of groups) {
      const sum = 2 * coins.heads(parents) - parents;
      for (let at = 0; at < cells.length; at++) {
        const cell = cells[at]!;
        const back = (cell % n) * n + Math.floor(cell / n);
        const half = sum * halves[at]!;
        into[cell] = into[cell]! + half;
        into[back] = into[back]! - half;
      }
    }
  };
  return orderNull(n, draw, observed, { random, draws, restarts: 2 });
}

/** Parents whose children change in the same way, or in exactly the opposite, which a toss cannot tell apart. */
interface AlikeParents {
  parents: number;
  readonly cells: readonly number[];
  /** Half of the net changes in each cell. */
  readonly halves: readonly number[];
}

/** Most parents have one change or two, so that a few groups stand for thousands of them. */
function alike({ parents, pairs, net }: ParentFlows): readonly AlikeParents[] {
  const byParent = new Map<number, number[]>();
  for (let at = 0; at < parents.length; at++) {
    const known = byParent.get(parents[at]!);
    if (known) known.push(at);
    else byParent.set(parents[at]!, [at]);
  }
  const groups = new Map<string, AlikeParents>();
  for (const places of byParent.values()) {
    places.sort((one, other) => pairs[one]! - pairs[other]!);
    const sign = Math.sign(net[places[0]!]!);
    const key = places.map(at => `${pairs[at]} ${sign * net[at]!}`).join();
    const known = groups.get(key);
    if (known) known.parents++;
    else
      groups.set(key, {
        parents: 1,
        cells: places.map(at => pairs[at]!),
        halves: places.map(at => (sign * net[at]!) / 2),
      });
  }
  return [...groups.values()];
}

/** Tosses coins, 32 with each random number. */
class Coins {
  readonly #random: Random;
  #bits = 0;
  #left = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** How many of so many coins show heads. */
  heads(coins: number): number {
    let [heads, missing] = [0, coins];
    while (missing > 0) {
      if (this.#left === 0) [this.#bits, this.#left] = [this.#random.below(0x1_0000_0000), 32];
      const taken = Math.min(missing, this.#left);
      heads += ones(taken === 32 ? this.#bits : this.#bits & ((1 << taken) - 1));
      this.#bits >>>= taken % 32;
      this.#left -= taken;
      missing -= taken;
    }
    return heads;
  }
}

/** The number of ones among 32 bits (Hacker's Delight, 5-1). */
function ones(bits: number): number {
  let sums = bits - ((bits >>> 1) & 0x5555_5555);
  sums = (sums & 0x3333_3333) + ((sums >>> 2) & 0x3333_3333);
  return Math.imul((sums + (sums >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
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
