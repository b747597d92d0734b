import type { Adjacency, EdgeRows } from "../columns/columns";

/** The eight local patterns of the paper; `rando`, any two models, has no total. */
export const patternNames = ["duo", "trio_1", "trio_2", "quad_0", "quad_1", "quad_2", "quad_3"] as const;

/** The name of a counted pattern. */
export type PatternName = (typeof patternNames)[number];

/** The number of edges of each row. */
export function degreesOf({ starts }: EdgeRows): Uint32Array {
  const degrees = new Uint32Array(starts.length - 1);
  for (let row = 0; row < degrees.length; row++) degrees[row] = starts[row + 1]! - starts[row]!;
  return degrees;
}

/**
 * The exact number of occurrences of each pattern, with k the number of children: duo Σ 1 over edges; trio_1 (two
 * children) Σ C(k, 2); trio_2 (chain) Σ k_v over edges (u, v); quad_0 (three children) Σ C(k, 3); quad_1 (chain that
 * forks) Σ C(k_v, 2); quad_2 (chain and a sibling) Σ k_v (k_u - 1); quad_3 (chain of four) Σ k_v · parents_u. Source:
 * "Anatomy of a Machine Learning Ecosystem", `sample_helpers.py`, which lacks the number of u's parents in quad_3.
 * Exact below 2^53.
 */
export function patternTotals({ children, parents }: Adjacency): Readonly<Record<PatternName, number>> {
  const k = degreesOf(children);
  const up = degreesOf(parents);
  const totals = {
    duo: children.edges.length,
    trio_1: 0,
    trio_2: 0,
    quad_0: 0,
    quad_1: 0,
    quad_2: 0,
    quad_3: 0,
  };
  for (let u = 0; u < k.length; u++) {
    const ku = k[u]!;
    if (ku === 0) continue;
    totals.trio_1 += (ku * (ku - 1)) / 2;
    totals.quad_0 += (ku * (ku - 1) * (ku - 2)) / 6;
    let grandchildren = 0;
    for (let at = children.starts[u]!; at < children.starts[u + 1]!; at++) {
      const kv = k[children.ends[at]!]!;
      grandchildren += kv;
      totals.quad_1 += (kv * (kv - 1)) / 2;
    }
    totals.trio_2 += grandchildren;
    totals.quad_2 += grandchildren * (ku - 1);
    totals.quad_3 += grandchildren * up[u]!;
  }
  return totals;
}

/**
 * The weight of quad_3 in the paper's code, which draws chains of four: Σ k_v over edges (u, v) whose u has a parent. It
 * leaves out how many parents u has, so it is not the number of chains.
 */
export function chainsInCode({ children, parents }: Adjacency): number {
  const k = degreesOf(children);
  const up = degreesOf(parents);
  let sum = 0;
  for (let u = 0; u < k.length; u++) {
    if (up[u] === 0) continue;
    for (let at = children.starts[u]!; at < children.starts[u + 1]!; at++) sum += k[children.ends[at]!]!;
  }
  return sum;
}
