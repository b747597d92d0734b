import type { Adjacency } from "../columns/columns";
import type { Components } from "./components";
import { type Random, seeded } from "./random";

/** Sums of distances in one component, with edges in both directions. */
export interface Distances {
  /** The sum over all pairs of models (Wiener 1947); from a sample if `exact` is false. */
  readonly wiener: number;
  /** The mean distance of two models. */
  readonly mean: number;
  readonly exact: boolean;
  /** The standard error of a sampled sum; null if it is exact. */
  readonly error: number | null;
}

/** Limits for components that are not trees: how many models to measure distances from, and how many visits in all. */
const mostExact = 5_000;
const most = 64;
const fewest = 8;
const visits = 1_000_000;

/**
 * The Wiener index of each of the `count` largest components. In a tree, it is Σ s (n - s) over edges with s models on
 * one side; any other component is searched breadth first from its models, or from 8 to 64 random ones if it has
 * 5,000 or more.
 */
export function distancesOf(
  adjacency: Adjacency,
  { of, sizes }: Components,
  count: number,
  seed: number,
): readonly Distances[] {
  const listed = Math.min(count, sizes.length);
  const members = Array.from({ length: listed }, (_, number) => new Uint32Array(sizes[number]!));
  const filled = new Uint32Array(listed);
  const places = new Uint32Array(of.length);
  for (let model = 0; model < of.length; model++) {
    const number = of[model]!;
    if (number >= listed) continue;
    const place = filled[number]!;
    filled[number] = place + 1;
    places[model] = place;
    (members[number] as Uint32Array)[place] = model;
  }
  const random = seeded(seed);
  return members.map(models => measure(compact(models, places, adjacency), random));
}

/** One component as a separate graph: its models by index, and the neighbors of each in both directions. */
interface Graph {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

function compact(models: Uint32Array, places: Uint32Array, { children, parents }: Adjacency): Graph {
  const starts = new Uint32Array(models.length + 1);
  const ends: number[] = [];
  models.forEach((model, place) => {
    for (const rows of [children, parents]) {
      for (let at = rows.starts[model]!; at < rows.starts[model + 1]!; at++) {
        const other = rows.ends[at]!;
        if (other !== model) ends.push(places[other]!);
      }
    }
    starts[place + 1] = ends.length;
  });
  return { starts, ends: Uint32Array.from(ends) };
}

function measure(graph: Graph, random: Random): Distances {
  const n = graph.starts.length - 1;
  const pairs = (n * (n - 1)) / 2;
  if (n < 2) return { wiener: 0, mean: 0, exact: true, error: null };
  // Each edge is listed at both ends.
  if (graph.ends.length === 2 * (n - 1)) {
    const wiener = treeIndex(graph);
    return { wiener, mean: wiener / pairs, exact: true, error: null };
  }
  const exact = n < mostExact;
  const sample = Math.max(fewest, Math.min(most, Math.floor(visits / n)));
  const starts = Array.from({ length: exact ? n : sample }, (_, at) => (exact ? at : random.below(n)));
  const spread = new Spread(graph);
  const sums = starts.map(start => spread.reach(start).sum);
  const middle = sums.reduce((total, sum) => total + sum, 0) / sums.length;
  const wiener = (middle * n) / 2;
  const squares = sums.reduce((total, sum) => total + (sum - middle) ** 2, 0);
  const error = exact ? null : ((n / 2) * Math.sqrt(squares / (sums.length - 1))) / Math.sqrt(sums.length);
  return { wiener, mean: wiener / pairs, exact, error };
}

/** In a tree, every edge is on the path between the models of its two sides. */
function treeIndex(graph: Graph): number {
  const n = graph.starts.length - 1;
  const { queue, from } = new Spread(graph).reach(0);
  const below = new Float64Array(n).fill(1);
  let index = 0;
  for (let at = n - 1; at > 0; at--) {
    const model = queue[at]!;
    const size = below[model]!;
    const above = from[model]!;
    index += size * (n - size);
    below[above] = below[above]! + size;
  }
  return index;
}

/** Breadth-first searches of one graph, with reused arrays. */
class Spread {
  readonly #graph: Graph;
  readonly queue: Uint32Array;
  readonly from: Int32Array;
  readonly #distance: Int32Array;
  sum = 0;

  constructor(graph: Graph) {
    this.#graph = graph;
    const n = graph.starts.length - 1;
    this.queue = new Uint32Array(n);
    this.from = new Int32Array(n);
    this.#distance = new Int32Array(n);
  }

  /** Sums the distances from a model to all others, and records in which order and from where they were reached. */
  reach(start: number): this {
    const { starts, ends } = this.#graph;
    this.#distance.fill(-1);
    this.#distance[start] = 0;
    this.queue[0] = start;
    this.sum = 0;
    let reached = 1;
    for (let next = 0; next < reached; next++) {
      const model = this.queue[next]!;
      const away = this.#distance[model]!;
      this.sum += away;
      for (let at = starts[model]!; at < starts[model + 1]!; at++) {
        const other = ends[at]!;
        if (this.#distance[other] !== -1) continue;
        this.#distance[other] = away + 1;
        this.from[other] = model;
        this.queue[reached++] = other;
      }
    }
    return this;
  }
}
