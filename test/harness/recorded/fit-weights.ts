import type { LineageColumns } from "../../../src/columns/columns";
import { hideEdges } from "../../../src/evidence/measured/hidden-edges";
import {
  type NameCandidate,
  nameCandidates,
  type Observation,
  observations,
} from "../../../src/evidence/names/name-candidates";

/** Fitted weights of a multinomial logit with an outside option. */
export interface FittedWeights {
  readonly bias: number;
  readonly weights: Readonly<Record<Observation, number>>;
  readonly children: number;
}

interface Case {
  readonly rows: readonly Float64Array[];
  readonly isParent: readonly boolean[];
}

const rounds = 400;
const ridge = 1e-4;

/** Fits the weights by maximum likelihood (Adam, full batch) on hidden edges of the models to fit on. */
export function fitWeights(columns: LineageColumns, count: number, seed: number): FittedWeights {
  const { world, parents } = hideEdges(columns, { count, seed, fitting: true });
  const cases = [...parents].map(([child, truth]) => caseOf(nameCandidates(world, child), truth));
  const size = observations.length + 1;
  const weights = new Float64Array(size);
  weights[0] = -3;
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  for (let round = 1; round <= rounds; round++) {
    const slope = gradient(cases, weights);
    for (let at = 0; at < size; at++) {
      const step = (slope[at] ?? 0) / cases.length - ridge * (weights[at] ?? 0);
      mean[at] = 0.9 * (mean[at] ?? 0) + 0.1 * step;
      square[at] = 0.999 * (square[at] ?? 0) + 0.001 * step * step;
      const rate = (0.1 * (mean[at] ?? 0)) / (1 - 0.9 ** round);
      weights[at] = (weights[at] ?? 0) + rate / (Math.sqrt((square[at] ?? 0) / (1 - 0.999 ** round)) + 1e-8);
    }
  }
  const named = observations.map((name, at) => [name, weights[at + 1] ?? 0] as const);
  return {
    bias: weights[0] ?? 0,
    weights: Object.fromEntries(named) as Record<Observation, number>,
    children: cases.length,
  };
}

function caseOf(candidates: readonly NameCandidate[], truth: ReadonlySet<number>): Case {
  const rows = candidates.map(({ observed }) =>
    Float64Array.from([1, ...observations.map(name => observed[name] ?? 0)]),
  );
  return { rows, isParent: candidates.map(({ model }) => truth.has(model)) };
}

/** The gradient of Σ log P(right), where right is any declared parent, or none of the candidates if none is declared. */
function gradient(cases: readonly Case[], weights: Float64Array): Float64Array {
  const slope = new Float64Array(weights.length);
  for (const { rows, isParent } of cases) {
    const odds = rows.map(row => Math.exp(Math.min(30, dot(row, weights))));
    const all = odds.reduce((sum, each) => sum + each, 1);
    const right = odds.reduce((sum, each, at) => sum + (isParent[at] ? each : 0), 0);
    for (const [at, row] of rows.entries()) {
      const each = odds[at] ?? 0;
      const share = (right > 0 && isParent[at] ? each / right : 0) - each / all;
      for (let column = 0; column < row.length; column++)
        slope[column] = (slope[column] ?? 0) + share * (row[column] ?? 0);
    }
  }
  return slope;
}

function dot(row: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < row.length; at++) sum += (row[at] ?? 0) * (weights[at] ?? 0);
  return sum;
}
