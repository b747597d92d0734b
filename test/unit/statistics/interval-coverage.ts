import { bootstrapMeans } from "../../../src/statistics/bootstrap";
import { clusteredInterval } from "../../../src/statistics/clustered";
import { shareInterval } from "../../../src/statistics/interval";
import { type Random, seeded } from "../../../src/statistics/random";
import { ratioInterval } from "../../../src/statistics/ratio-interval";

/** A situation in which parents have children: how many parents, how many children each, and how alike these are. */
export interface Situation {
  readonly name: string;
  readonly parents: number;
  /** The tail of the numbers of children: P(more than k) falls as k^-tail; Infinity gives each parent five. */
  readonly tail: number;
  /** The mean share of children that change. */
  readonly share: number;
  /** How alike siblings are: 0 for independent children, 1 if all do the same. */
  readonly alike: number;
}

/** The situations of docs/statistics.md. */
export const situations: readonly Situation[] = [
  { name: "500 parents of five, siblings independent", parents: 500, tail: Infinity, share: 0.2, alike: 0 },
  { name: "500 parents of five, siblings alike", parents: 500, tail: Infinity, share: 0.2, alike: 0.8 },
  { name: "2,000 parents, heavy tail", parents: 2_000, tail: 2, share: 0.2, alike: 0.5 },
  { name: "200 parents, rare change", parents: 200, tail: 2.5, share: 0.05, alike: 0.3 },
  { name: "20 parents, siblings alike", parents: 20, tail: Infinity, share: 0.4, alike: 0.5 },
  { name: "8 families, siblings alike", parents: 8, tail: Infinity, share: 0.5, alike: 0.3 },
];

type Interval = readonly [low: number | null, high: number | null] | null;

/** One drawn population: for each parent, how many of its children change. */
interface Drawn {
  readonly parts: Float64Array;
  readonly wholes: Float64Array;
}

const mostChildren = 400;

function draw({ parents, tail, share, alike }: Situation, random: Random): Drawn {
  const wholes = Float64Array.from({ length: parents }, () =>
    tail === Infinity ? 5 : Math.min(mostChildren, Math.ceil((1 - random.next()) ** (-1 / tail))),
  );
  const parts = wholes.map(size => {
    // With chance `alike`, siblings copy one of them, so the mean stays the same whatever their number.
    const copied = random.next() < share ? 1 : 0;
    let changed = 0;
    for (let child = 0; child < size; child++) {
      if (random.next() < alike) changed += copied;
      else if (random.next() < share) changed++;
    }
    return changed;
  });
  return { parts, wholes };
}

/** The kinds of intervals, each on one drawn population. */
export const kinds: Readonly<Record<string, (drawn: Drawn, random: Random) => Interval>> = {
  "drawing parents or families": (drawn, random) => clusteredInterval(drawn, random, 299),
  "linearized, each author one draw": ({ parts, wholes }) => {
    const found = ratioInterval(parts, wholes);
    return found && [found.low, found.high];
  },
  "percentiles of resampled families": ({ parts, wholes }, random) => {
    const values: number[] = [];
    const clusters: number[] = [];
    wholes.forEach((whole, at) => {
      for (let child = 0; child < whole; child++) {
        values.push(child < (parts[at] ?? 0) ? 1 : 0);
        clusters.push(at);
      }
    });
    const [mean] = bootstrapMeans([Float64Array.from(values)], Uint32Array.from(clusters), 99, random);
    return mean?.clustered?.interval ?? null;
  },
  "Wilson, each child one draw": ({ parts, wholes }) => {
    const sum = (numbers: Float64Array) => numbers.reduce((total, number) => total + number, 0);
    return shareInterval(sum(parts), sum(wholes));
  },
};

/** How often an interval contains the true share, in so many drawn populations; one that is missing does not count. */
export function coverageOf(kind: string, situation: Situation, rounds: number, seed = 1): number {
  const random = seeded(seed);
  let [inside, made] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const interval = kinds[kind]?.(draw(situation, random), random) ?? null;
    const [low, high] = interval ?? [null, null];
    if (low === null || high === null) continue;
    made++;
    if (low <= situation.share && situation.share <= high) inside++;
  }
  return made === 0 ? Number.NaN : inside / made;
}
