import type { Adjacency, Edges } from "../columns/columns";
import { ownValue } from "../lineage/own-value";
import { degreesOf } from "./patterns";
import type { Random } from "./random";

/** One way of drawing two models in a certain position of a local pattern. */
export interface PairKind {
  /** The pattern and the number of the pair in it, as in the paper: `trio_1:2`. */
  readonly id: string;
  readonly meaning: string;
  /** How many generations are between the two; null for two random models. */
  readonly generations: number | null;
}

/** The 24 pairs of the paper, and cousins, which it mentions but does not draw. */
export const pairKinds: readonly PairKind[] = [
  { id: "rando:1", meaning: "any two models", generations: null },
  { id: "duo:1", meaning: "parent and child", generations: 1 },
  { id: "trio_1:1", meaning: "parent and child, of a parent with two", generations: 1 },
  { id: "trio_1:2", meaning: "siblings", generations: 0 },
  { id: "trio_2:1", meaning: "grandparent and grandchild", generations: 2 },
  { id: "trio_2:2", meaning: "parent and child, the lower of two", generations: 1 },
  { id: "trio_2:3", meaning: "parent and child, the upper of two", generations: 1 },
  { id: "quad_0:1", meaning: "parent and child, of a parent with three", generations: 1 },
  { id: "quad_0:2", meaning: "siblings, of a parent with three", generations: 0 },
  { id: "quad_1:1", meaning: "grandparent and grandchild, of a child with two", generations: 2 },
  { id: "quad_1:2", meaning: "parent and child, of a grandchild with a sibling", generations: 1 },
  { id: "quad_1:3", meaning: "parent and child, of a child with two", generations: 1 },
  { id: "quad_1:4", meaning: "siblings that have a grandparent", generations: 0 },
  { id: "quad_2:1", meaning: "grandparent and grandchild, of a child with a sibling", generations: 2 },
  { id: "quad_2:2", meaning: "nephew and uncle", generations: 1 },
  { id: "quad_2:3", meaning: "parent and child, of a parent with a sibling", generations: 1 },
  { id: "quad_2:4", meaning: "parent and child, of a child with a sibling and a child", generations: 1 },
  { id: "quad_2:5", meaning: "siblings, of which one has a child", generations: 0 },
  { id: "quad_3:1", meaning: "great-grandparent and great-grandchild", generations: 3 },
  {
    id: "quad_3:2",
    meaning: "grandparent and grandchild, the lower pair in a chain of four",
    generations: 2,
  },
  {
    id: "quad_3:3",
    meaning: "grandparent and grandchild, the upper pair in a chain of four",
    generations: 2,
  },
  { id: "quad_3:4", meaning: "parent and child, the lowest pair in a chain of four", generations: 1 },
  { id: "quad_3:5", meaning: "parent and child, the middle pair in a chain of four", generations: 1 },
  { id: "quad_3:6", meaning: "parent and child, the uppermost pair in a chain of four", generations: 1 },
  { id: "cousins:1", meaning: "cousins", generations: 0 },
];

/** Draws a pair of one kind; null if the graph has none. */
export type PairSampler = (() => readonly [one: number, other: number]) | null;

/** The letters of the two models that a kind of pair compares; null for any two models. */
export function comparedLetters({ id }: Pick<PairKind, "id">): readonly [string, string] | null {
  return ownValue(places, id) ?? null;
}

/** The models of one occurrence of a pattern, by their letters in the paper. */
interface Occurrence {
  readonly t?: number;
  readonly u: number;
  readonly v: number;
  readonly w?: number;
  readonly x?: number;
}

const places: Readonly<Record<string, readonly [keyof Occurrence, keyof Occurrence]>> = {
  "duo:1": ["u", "v"],
  "trio_1:1": ["u", "v"],
  "trio_1:2": ["v", "w"],
  "trio_2:1": ["u", "w"],
  "trio_2:2": ["v", "w"],
  "trio_2:3": ["u", "v"],
  "quad_0:1": ["u", "v"],
  "quad_0:2": ["v", "w"],
  "quad_1:1": ["u", "w"],
  "quad_1:2": ["v", "w"],
  "quad_1:3": ["u", "v"],
  "quad_1:4": ["w", "x"],
  "quad_2:1": ["u", "w"],
  "quad_2:2": ["w", "x"],
  "quad_2:3": ["v", "w"],
  "quad_2:4": ["u", "v"],
  "quad_2:5": ["v", "x"],
  "quad_3:1": ["t", "w"],
  "quad_3:2": ["u", "w"],
  "quad_3:3": ["t", "v"],
  "quad_3:4": ["v", "w"],
  "quad_3:5": ["u", "v"],
  "quad_3:6": ["t", "u"],
  "cousins:1": ["w", "x"],
};

/**
 * Draws pairs of each kind with replacement, every occurrence of its pattern with the same chance. Source: "Anatomy of
 * a Machine Learning Ecosystem", `sample_helpers.py`: u has k_u children; trio_1 is drawn by C(k_u, 2), trio_2 by k_v,
 * quad_0 by C(k_u, 3), quad_1 by C(k_v, 2), quad_2 by k_v (k_u - 1), quad_3 by k_v times the number of u's parents,
 * which its code omits (and so does `asInCode`); cousins by the pairs of grandchildren of u through two of its children.
 */
export function pairSamplers(
  models: number,
  edges: Edges,
  graph: Adjacency,
  random: Random,
  { asInCode, within }: { readonly asInCode: boolean; readonly within: Uint8Array | null } = {
    asInCode: false,
    within: null,
  },
): (kind: PairKind) => PairSampler {
  const draw = new PatternDraw(edges, graph, random, asInCode);
  const byPattern = new Map<string, (() => Occurrence) | null>();
  const occurrence = (pattern: string) => {
    if (!byPattern.has(pattern)) byPattern.set(pattern, draw.of(pattern));
    return byPattern.get(pattern) ?? null;
  };
  return ({ id }) => {
    if (id === "rando:1") return anyTwo(models, within, random);
    const next = occurrence(id.slice(0, id.indexOf(":")));
    const ends = ownValue(places, id);
    if (next === null || ends === undefined) return null;
    return () => {
      const found = next();
      return [found[ends[0]] ?? found.u, found[ends[1]] ?? found.u];
    };
  };
}

/** Draws two of the models, or of those that are marked. */
function anyTwo(models: number, within: Uint8Array | null, random: Random): PairSampler {
  if (within === null) return models < 2 ? null : () => twoBelow(models, random);
  const marked: number[] = [];
  within.forEach((one, model) => {
    if (one === 1) marked.push(model);
  });
  if (marked.length < 2) return null;
  return () => {
    const [one, other] = twoBelow(marked.length, random);
    return [marked[one]!, marked[other]!];
  };
}

/** Two different numbers below a limit, drawn uniformly. */
function twoBelow(limit: number, random: Random): readonly [number, number] {
  const one = random.below(limit);
  const other = random.below(limit - 1);
  return [one, other < one ? other : other + 1];
}

class PatternDraw {
  readonly #graph: Adjacency;
  readonly #random: Random;
  readonly #edges: Edges;
  readonly #k: Uint32Array;
  readonly #up: Uint32Array;

  readonly #asInCode: boolean;

  constructor(edges: Edges, graph: Adjacency, random: Random, asInCode: boolean) {
    this.#asInCode = asInCode;
    this.#graph = graph;
    this.#random = random;
    this.#edges = edges;
    this.#k = degreesOf(graph.children);
    this.#up = degreesOf(graph.parents);
  }

  /** Draws occurrences of a pattern; null if there are none. */
  of(pattern: string): (() => Occurrence) | null {
    const [k, up] = [this.#k, this.#up];
    const children = (model: number) => k[model]!;
    switch (pattern) {
      case "duo":
        return this.#byEdge(
          () => 1,
          () => ({}),
        );
      case "trio_1":
      case "quad_0":
        return this.#byParent(pattern === "quad_0" ? 3 : 2);
      case "trio_2":
        return this.#byEdge(
          (_, v) => children(v),
          (_, v) => ({ w: this.#child(v) }),
        );
      case "quad_1":
        return this.#byEdge(
          (_, v) => choose2(children(v)),
          (_, v) => this.#twoChildren(v),
        );
      case "quad_2":
        return this.#byEdge(
          (u, v) => children(v) * (children(u) - 1),
          (u, v) => ({ w: this.#child(v), x: this.#otherChild(u, v) }),
        );
      case "quad_3":
        return this.#byEdge(
          (u, v) => children(v) * (this.#asInCode ? Math.min(1, up[u]!) : up[u]!),
          (u, v) => ({ w: this.#child(v), t: this.#parent(u) }),
        );
      default:
        return this.#cousins();
    }
  }

  /** Draws an edge u → v by weight, and the rest of the pattern around it. */
  #byEdge(
    weight: (u: number, v: number) => number,
    rest: (u: number, v: number) => Partial<Occurrence>,
  ): (() => Occurrence) | null {
    const { edges: rows } = this.#graph.children;
    const ends = (at: number) => {
      const edge = rows[at]!;
      return [this.#edges.parent[edge]!, this.#edges.child[edge]!] as const;
    };
    const draw = weighted(rows.length, at => weight(...ends(at)), this.#random);
    if (draw === null) return null;
    return () => {
      const [u, v] = ends(draw());
      return { u, v, ...rest(u, v) };
    };
  }

  #byParent(least: number): (() => Occurrence) | null {
    const count = (u: number) => {
      const k = this.#k[u]!;
      return least === 2 ? choose2(k) : (choose2(k) * (k - 2)) / 3;
    };
    const draw = weighted(this.#k.length, count, this.#random);
    if (draw === null) return null;
    return () => {
      const u = draw();
      const { w, x } = this.#twoChildren(u);
      return { u, v: w, w: x };
    };
  }

  /** Two children v, y of u with a child each: grandchildren w and x that have other parents. */
  #cousins(): (() => Occurrence) | null {
    const { starts, ends } = this.#graph.children;
    const row = (u: number) => ends.subarray(starts[u]!, starts[u + 1]!);
    const draw = weighted(
      this.#k.length,
      u => {
        let [sum, squares] = [0, 0];
        for (const v of row(u)) {
          const k = this.#k[v]!;
          sum += k;
          squares += k * k;
        }
        return (sum * sum - squares) / 2;
      },
      this.#random,
    );
    if (draw === null) return null;
    return () => {
      const u = draw();
      const children = row(u);
      const next = weighted(children.length, at => this.#k[children[at]!]!, this.#random);
      let [one, other] = [0, 0];
      while (next !== null && one === other) [one, other] = [next(), next()];
      const v = children[one]!;
      return { u, v, w: this.#child(v), x: this.#child(children[other]!) };
    };
  }

  #child(model: number): number {
    return this.#oneOf(this.#graph.children, model);
  }

  #parent(model: number): number {
    return this.#oneOf(this.#graph.parents, model);
  }

  #oneOf({ starts, ends }: Adjacency["children"], model: number): number {
    const from = starts[model]!;
    return ends[from + this.#random.below(starts[model + 1]! - from)]!;
  }

  #twoChildren(model: number): { readonly w: number; readonly x: number } {
    const { starts, ends } = this.#graph.children;
    const [one, other] = twoBelow(this.#k[model]!, this.#random);
    const from = starts[model]!;
    return { w: ends[from + one]!, x: ends[from + other]! };
  }

  #otherChild(u: number, v: number): number {
    for (;;) {
      const x = this.#child(u);
      if (x !== v) return x;
    }
  }
}

function choose2(k: number): number {
  return (k * (k - 1)) / 2;
}

/** Draws numbers below `count` by weight, by search in the cumulative sums; null if all weights are 0. */
function weighted(count: number, weight: (at: number) => number, random: Random): (() => number) | null {
  const sums = new Float64Array(count);
  let total = 0;
  for (let at = 0; at < count; at++) {
    total += weight(at);
    sums[at] = total;
  }
  if (total === 0) return null;
  return () => {
    const wanted = random.next() * total;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
