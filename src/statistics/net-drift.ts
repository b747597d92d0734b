import { type NullShare, nullShare } from "./nulls/order-nulls";
import { quickGain } from "./nulls/quick-order";
import { bestOrdering, type Ordering } from "./ordering";
import { seeded } from "./random";
import { type NetFlow, netFlow, type Transitions, topValues } from "./transitions";

/** The pairs among a trait's most frequent values. */
export interface OrientedGraph {
  /** The values, in alphabetical order; matrix and orderings refer to their indexes. */
  readonly values: readonly string[];
  /** `net[u * n + v]` is the net flow from u to v, 0 if it goes the other way. */
  readonly net: Float64Array;
  /** The number of pairs with a direction, and the sums of their net and of all their transitions. */
  readonly edges: number;
  readonly traffic: number;
  readonly total: number;
  /** The number of transitions of pairs without a direction. */
  readonly balanced: number;
}

/** The drift of a trait's most frequent values. */
export interface Drift extends OrientedGraph {
  /** Maximizes the number of directions that go forward. */
  readonly unweighted: Ordering;
  /** Maximizes the net traffic that goes forward. */
  readonly weighted: Ordering;
  /** The share of directions that go forward in the unweighted optimum; null if there are none. */
  readonly directionsExplained: number | null;
  /** The share of transitions that go forward in a weighted optimum; null if there are none. */
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
 * The share of transitions that go forward in an order, given its forward net traffic `objective`: the paper's
 * "mutations accounted for", Σ T[i → j] over i before j, divided by all transitions among the values. It equals
 * ((total + traffic) / 2 - (traffic - objective) + balanced / 2) / (total + balanced), so it is the same for every
 * optimum; null if there are no transitions.
 */
export function transitionsForward(
  { traffic, total, balanced }: Pick<Drift, "traffic" | "total" | "balanced">,
  objective: number,
): number | null {
  const forward = (total + traffic) / 2 - (traffic - objective) + balanced / 2;
  return total + balanced === 0 ? null : forward / (total + balanced);
}

/**
 * Orders a trait's `n` most frequent values so that drift goes forward. Source: "Anatomy of a Machine Learning
 * Ecosystem", whose "orientation compatibility" (in v1, by the unweighted optimum) is `directionsExplained`.
 */
export function driftOf(transitions: Transitions, n: number, countsOptima = true): Drift {
  const graph = orientedGraph(transitions, netFlow(transitions), n);
  const { values, net, edges } = graph;
  const unweighted = bestOrdering(values.length, directionsOf(net), false);
  const weighted = bestOrdering(values.length, net, countsOptima);
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

/** How many random orders the search of each draw starts from. */
const nullStarts = 3;

/**
 * The share of directions that the best order would explain if each pair's direction were a coin toss: the pairs stay,
 * their directions are drawn `draws` times. The best order of each draw is found by local search (a test compares it with
 * the exact optimum). Null if there are no pairs.
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
  const gains = new Float64Array(n * n);
  const shares = Array.from({ length: draws }, () => {
    for (const pair of pairs) {
      const gain = random.below(2) === 0 ? 1 : -1;
      gains[pair] = gain;
      gains[(pair % n) * n + Math.floor(pair / n)] = -gain;
    }
    return (pairs.length + quickGain(gains, n, random, nullStarts)) / (2 * pairs.length);
  });
  return nullShare(shares, observed);
}
