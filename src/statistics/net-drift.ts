import { searchOrder } from "./local-search";
import { bestOrdering, type Ordering } from "./ordering";
import { seeded } from "./random";
import { type NetFlow, netFlow, type Transitions, topValues } from "./transitions";

/** What chance alone would explain: mean and standard deviation over random directions. */
export interface NullShare {
  readonly mean: number;
  readonly sd: number;
  /** Share of the random cases, the observed one among them, that reach the observed share. */
  readonly p: number;
}

/** The pairs among a trait's most frequent values. */
export interface OrientedGraph {
  /** The values, in alphabetical order; the numbers of matrix and orderings are places in it. */
  readonly values: readonly string[];
  /** `net[u * n + v]` is the net flow from u to v, 0 where it goes the other way. */
  readonly net: Float64Array;
  /** Pairs with a direction, and the sums of their net and of all their transitions. */
  readonly edges: number;
  readonly traffic: number;
  readonly total: number;
  /** Transitions of pairs without a direction. */
  readonly balanced: number;
}

/** The drift of a trait's most frequent values. */
export interface Drift extends OrientedGraph {
  /** Lets as many directions go forward as can be. */
  readonly unweighted: Ordering;
  /** Lets as much net traffic go forward as can be. */
  readonly weighted: Ordering;
  /** Directions that go forward in the unweighted optimum, by all; null where there are none. */
  readonly directionsExplained: number | null;
  /** Transitions that go forward in a weighted optimum, by all; null where there are none. */
  readonly transitionsExplained: number | null;
}

/** The oriented graph among the `n` most frequent values (`topValues`) of a trait. */
export function orientedGraph(transitions: Transitions, flow: NetFlow, n: number): OrientedGraph {
  const codes = [...topValues(transitions, n)];
  const { values } = transitions;
  codes.sort((one, other) => ((values[one] as string) < (values[other] as string) ? -1 : 1));
  const places = new Map(codes.map((code, place) => [code, place]));
  const size = codes.length;
  const net = new Float64Array(size * size);
  let [edges, traffic, total, all] = [0, 0, 0, 0];
  for (let at = 0; at < flow.net.length; at++) {
    const u = places.get(flow.from[at]!);
    const v = places.get(flow.to[at]!);
    if (u === undefined || v === undefined) continue;
    net[u * size + v] = flow.net[at]!;
    edges++;
    traffic += flow.net[at]!;
    total += flow.total[at]!;
  }
  for (let at = 0; at < transitions.count.length; at++) {
    if (places.has(transitions.from[at]!) && places.has(transitions.to[at]!)) all += transitions.count[at]!;
  }
  const names = codes.map(code => values[code] as string);
  return { values: names, net, edges, traffic, total, balanced: all - total };
}

/**
 * The share of transitions that go forward in an order whose net traffic `objective` does: the paper's "mutations accounted
 * for", Σ T[i → j] over i before j by all transitions among the values. It is ((total + traffic) / 2 - (traffic - objective) +
 * balanced / 2) / (total + balanced), and so the same for every optimum; null where there are no transitions.
 */
export function transitionsForward(
  { traffic, total, balanced }: Pick<Drift, "traffic" | "total" | "balanced">,
  objective: number,
): number | null {
  const forward = (total + traffic) / 2 - (traffic - objective) + balanced / 2;
  return total + balanced === 0 ? null : forward / (total + balanced);
}

/**
 * Orders a trait's `n` most frequent values so that drift goes forward. Source: "Anatomy of a Machine Learning Ecosystem",
 * whose "orientation compatibility" (in v1, by the unweighted optimum) is `directionsExplained`.
 */
export function driftOf(transitions: Transitions, n: number): Drift {
  const graph = orientedGraph(transitions, netFlow(transitions), n);
  const { values, net, edges } = graph;
  const unweighted = bestOrdering(values.length, directionsOf(net));
  const weighted = bestOrdering(values.length, net);
  return {
    ...graph,
    unweighted,
    weighted,
    directionsExplained: edges === 0 ? null : unweighted.objective / edges,
    transitionsExplained: transitionsForward(graph, weighted.objective),
  };
}

function directionsOf(net: Float64Array): Float64Array {
  return net.map(weight => (weight > 0 ? 1 : 0));
}

/** Values up to which the random cases are ordered exactly; above, by local search from this many orders. */
const exactNull = 12;
const nullStarts = 40;

/**
 * How large a share of the directions the best order would explain if each pair's direction were the toss of a coin: the
 * pairs stay, their directions are drawn `draws` times. Above 12 values the best order of each is found by local search
 * (the test compares it with the exact optimum). Null where there are no pairs.
 */
export function directionsByChance(
  net: Float64Array,
  n: number,
  observed: number,
  { seed, draws }: { readonly seed: number; readonly draws: number },
): NullShare | null {
  const random = seeded(seed);
  const pairs: number[] = [];
  for (let u = 0; u < n; u++) {
    for (let v = u + 1; v < n; v++) {
      if (net[u * n + v]! + net[v * n + u]! > 0) pairs.push(u * n + v);
    }
  }
  if (pairs.length === 0) return null;
  const shares = Array.from({ length: draws }, () => {
    const tossed = new Float64Array(n * n);
    for (const pair of pairs) {
      const turned = (pair % n) * n + Math.floor(pair / n);
      tossed[random.below(2) === 0 ? pair : turned] = 1;
    }
    const { objective } =
      n <= exactNull ? bestOrdering(n, tossed) : searchOrder(n, tossed, random, nullStarts);
    return objective / pairs.length;
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / draws;
  const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  const reached = shares.filter(share => share >= observed).length;
  return { mean, sd: Math.sqrt(squares / Math.max(1, draws - 1)), p: (reached + 1) / (draws + 1) };
}
