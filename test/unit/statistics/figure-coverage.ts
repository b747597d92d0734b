import { adjacency } from "../../../src/columns/columns";
import { componentsOf } from "../../../src/statistics/components";
import { inequality } from "../../../src/statistics/inequality";
import { normal95 } from "../../../src/statistics/interval";
import { fitTail } from "../../../src/statistics/power-law";
import { type Random, seeded } from "../../../src/statistics/random";
import { trend } from "../../../src/statistics/trend";
import { distancesOf } from "../../../src/statistics/wiener";

/** An interval of a figure that is no share, and what it should contain. */
interface Outcome {
  readonly truth: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A kind of interval in one situation; `prepare` draws what all rounds share, the result draws one and makes its interval. */
export interface FigureSituation {
  readonly name: string;
  readonly prepare: (random: Random) => (random: Random) => Outcome;
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Integers whose chance falls as k^-exponent from `from` on, by rounding a continuous law (Clauset and others 2009, D.6). */
function powerLaw(exponent: number, from: number, random: Random): number {
  return Math.floor((from - 0.5) * (1 - random.next()) ** (-1 / (exponent - 1)) + 0.5);
}

function exponentOf(numbers: readonly number[], truth: number): Outcome {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  const fit = fitTail(counts);
  const half = normal95 * (fit?.standardError ?? Number.NaN);
  return { truth, low: fit && fit.exponent - half, high: fit && fit.exponent + half };
}

/** The Gini coefficient of the law itself, and its interval from authors with one unit each. */
function giniOf(truth: number, draw: () => number): Outcome {
  const values = Float64Array.from({ length: 1_000 }, draw);
  const found = inequality(values, Uint32Array.from(values.keys()), []).gini;
  return { truth, low: found?.low ?? null, high: found?.high ?? null };
}

/** A family that is no tree: every model has a random earlier parent, and some have a second. */
function sampledDistances(models: number, random: Random): (random: Random) => Outcome {
  const [child, parent]: [number[], number[]] = [[], []];
  for (let model = 1; model < models; model++) {
    for (let parents = random.next() < 0.05 ? 2 : 1; parents > 0; parents--) {
      child.push(model);
      parent.push(random.below(model));
    }
  }
  const relation = new Uint8Array(child.length);
  const edges = { child: Uint32Array.from(child), parent: Uint32Array.from(parent), relation };
  const [graph, components, truth] = [
    adjacency(edges, models),
    componentsOf(models, edges),
    allDistances(models, edges),
  ];
  return round => {
    const [found] = distancesOf(graph, components, 1, round.below(2 ** 31));
    const half = normal95 * (found?.error ?? Number.NaN);
    const wiener = found?.wiener ?? Number.NaN;
    return { truth, low: wiener - half, high: wiener + half };
  };
}

/** The sum of all distances, by a search from every model. */
function allDistances(
  models: number,
  { child, parent }: { child: Uint32Array; parent: Uint32Array },
): number {
  const near: number[][] = Array.from({ length: models }, () => []);
  child.forEach((model, edge) => {
    near[model]?.push(parent[edge] ?? 0);
    near[parent[edge] ?? 0]?.push(model);
  });
  let sum = 0;
  const distance = new Int32Array(models);
  for (let start = 0; start < models; start++) {
    distance.fill(-1);
    distance[start] = 0;
    const queue = [start];
    for (const model of queue) {
      sum += distance[model] ?? 0;
      for (const other of near[model] ?? []) {
        if (distance[other] !== -1) continue;
        distance[other] = (distance[model] ?? 0) + 1;
        queue.push(other);
      }
    }
  }
  return sum / 2;
}

/** A series with a slope of 1 per step, whose values differ from it independently, or each as the one before. */
function slopeOf(points: number, memory: number, random: Random): Outcome {
  const times = Array.from({ length: points }, (_, at) => at);
  let error = 0;
  const values = times.map(time => {
    error = memory * error + normal(random);
    return time + error;
  });
  const found = trend(times, values);
  return { truth: 1, low: found?.low ?? null, high: found?.high ?? null };
}

/** Intervals of figures that are no shares of children, in the situations of docs/statistics.md. */
export const figureSituations: readonly FigureSituation[] = [
  {
    name: "exponent of a tail: a law from 5 on",
    prepare: () => random =>
      exponentOf(
        Array.from({ length: 2_000 }, () => powerLaw(2.5, 5, random)),
        2.5,
      ),
  },
  {
    name: "exponent of a tail: a law from 5 on, and other numbers below",
    prepare: () => random => {
      const below = Array.from({ length: 2_000 }, () => 1 + random.below(4));
      return exponentOf([...below, ...Array.from({ length: 800 }, () => powerLaw(2.5, 5, random))], 2.5);
    },
  },
  { name: "sum of distances, sampled: 5,001 models", prepare: random => sampledDistances(5_001, random) },
  {
    name: "Gini coefficient: 1,000 exponential values",
    prepare: () => random => giniOf(0.5, () => -Math.log(1 - random.next())),
  },
  {
    // The Lorenz curve of a Pareto law with the tail a has the Gini coefficient 1 / (2 a - 1).
    name: "Gini coefficient: 1,000 values with a tail of exponent 3",
    prepare: () => random => giniOf(1 / 3, () => (1 - random.next()) ** (-1 / 2)),
  },
  { name: "slope of a series: 20 independent points", prepare: () => random => slopeOf(20, 0, random) },
  {
    name: "slope of a series: 20 points, each like the one before",
    prepare: () => random => slopeOf(20, 0.5, random),
  },
];

/** How often an interval contains the truth, in so many drawn populations; one that is missing does not count. */
export function figureCoverage({ prepare }: FigureSituation, rounds: number, seed = 1): number {
  const random = seeded(seed);
  const draw = prepare(random);
  let [inside, made] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const { truth, low, high } = draw(random);
    if (low === null || high === null || Number.isNaN(low)) continue;
    made++;
    if (low <= truth && truth <= high) inside++;
  }
  return made === 0 ? Number.NaN : inside / made;
}
