import {
  type Adjacency,
  adjacency,
  asLists,
  type LineageColumns,
  type ListTrait,
  type TraitName,
} from "../../columns/columns";
import { type Random, seeded } from "../../statistics/random";
import { type Rate, rateOf } from "../../statistics/rate";
import { english } from "../../words/words";

/** How two models of a family are related. */
export type Kinship = "parent and child" | "siblings" | "cousins" | "any two";

/** Every kinship, nearest first; `any two` is the baseline. */
export const kinships: readonly Kinship[] = english(["parent and child", "siblings", "cousins", "any two"]);

/** How similar the pairs of one kinship are. */
export interface KinLikeness {
  readonly kinship: Kinship;
  /** The number of pairs of this kinship in the family. */
  readonly pairs: number;
  /** The number of compared pairs (at most `mostPairs`, drawn uniformly) that declare some trait in common. */
  readonly compared: number;
  /** The mean similarity, 0 to 1, and the ends of its 95% interval; NaN without pairs. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const mostPairs = 2_000;
const mostTries = 1_000;
const compared: readonly TraitName[] = ["license", "language", "task", "library", "dataset"];

type Pair = readonly [one: number, other: number];

/** Draws of one kinship: how many pairs there are, and one of them, drawn uniformly. */
interface Draws {
  readonly pairs: number;
  /** Null if the draw found no pair. */
  draw(random: Random): Pair | null;
}

/** Draws a row with a probability proportional to its weight. */
function weighted(weights: Float64Array): { readonly total: number; draw(random: Random): number } {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (let at = 0; at < weights.length; at++) {
    total += weights[at] ?? 0;
    sums[at] = total;
  }
  const draw = (random: Random): number => {
    const wanted = random.next() * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) <= wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { total, draw };
}

function twoBelow(limit: number, random: Random): Pair {
  const one = random.below(limit);
  const other = random.below(limit - 1);
  return [one, other < one ? other : other + 1];
}

function siblingsOf({ children }: Adjacency, models: number): Draws {
  const degree = (model: number) => (children.starts[model + 1] ?? 0) - (children.starts[model] ?? 0);
  const weights = Float64Array.from(
    { length: models },
    (_, model) => (degree(model) * (degree(model) - 1)) / 2,
  );
  const parents = weighted(weights);
  const child = (parent: number, place: number) => children.ends[(children.starts[parent] ?? 0) + place] ?? 0;
  return {
    pairs: parents.total,
    draw: random => {
      const parent = parents.draw(random);
      const [one, other] = twoBelow(degree(parent), random);
      return [child(parent, one), child(parent, other)];
    },
  };
}

/** Grandchildren of one model through different children; one with several such parents counts under each. */
function cousinsOf({ children }: Adjacency, models: number): Draws {
  const start = (model: number) => children.starts[model] ?? 0;
  const degree = (model: number) => start(model + 1) - start(model);
  const grandchildren = (model: number): readonly Pair[] => {
    const found: Pair[] = [];
    for (let at = start(model); at < start(model + 1); at++) {
      const by = children.ends[at] ?? 0;
      for (let next = start(by); next < start(by + 1); next++) found.push([by, children.ends[next] ?? 0]);
    }
    return found;
  };
  const weights = new Float64Array(models);
  for (let model = 0; model < models; model++) {
    let [sum, squares] = [0, 0];
    for (let at = start(model); at < start(model + 1); at++) {
      const k = degree(children.ends[at] ?? 0);
      sum += k;
      squares += k * k;
    }
    weights[model] = (sum * sum - squares) / 2;
  }
  const elders = weighted(weights);
  const known = new Map<number, readonly Pair[]>();
  return {
    pairs: elders.total,
    draw: random => {
      const elder = elders.draw(random);
      const all = known.get(elder) ?? grandchildren(elder);
      known.set(elder, all);
      // Redrawn: pairs through the same child are siblings, and a merge of two children cannot pair with itself.
      for (let tries = 0; tries < mostTries; tries++) {
        const [one, other] = twoBelow(all.length, random);
        const [first, second] = [all[one], all[other]];
        if (first && second && first[0] !== second[0] && first[1] !== second[1]) return [first[1], second[1]];
      }
      return null;
    },
  };
}

function drawsOf(kinship: Kinship, columns: LineageColumns, sides: Adjacency): Draws {
  const { models } = columns;
  const { children } = sides;
  switch (kinship) {
    case "parent and child": {
      const { child, parent } = columns.edges;
      return {
        pairs: children.edges.length,
        draw: random => {
          const edge = children.edges[random.below(children.edges.length)] ?? 0;
          return [parent[edge] ?? 0, child[edge] ?? 0];
        },
      };
    }
    case "siblings":
      return siblingsOf(sides, models);
    case "cousins":
      return cousinsOf(sides, models);
    case "any two":
      return { pairs: (models * (models - 1)) / 2, draw: random => twoBelow(models, random) };
  }
}

function distanceIn({ starts, codes }: ListTrait, [one, other]: Pair): number | null {
  const [from, to] = [starts[one] ?? 0, starts[one + 1] ?? 0];
  const [otherFrom, otherTo] = [starts[other] ?? 0, starts[other + 1] ?? 0];
  if (from === to || otherFrom === otherTo) return null;
  let shared = 0;
  for (let at = from; at < to; at++) {
    for (let next = otherFrom; next < otherTo; next++) if (codes[at] === codes[next]) shared += 1;
  }
  return 1 - shared / (to - from + otherTo - otherFrom - shared);
}

/** The mean Jaccard distance over the traits that both declare; null if there are none. */
function distanceOf(traits: readonly ListTrait[], pair: Pair): number | null {
  let [sum, n] = [0, 0];
  for (const trait of traits) {
    const distance = distanceIn(trait, pair);
    if (distance === null) continue;
    sum += distance;
    n += 1;
  }
  return n === 0 ? null : sum / n;
}

function likeness(kinship: Kinship, pairs: number, { edges, mean, low, high }: Rate): KinLikeness {
  return { kinship, pairs, compared: edges, mean: 1 - mean, low: 1 - high, high: 1 - low };
}

/**
 * How similar relatives are in a family: the mean over pairs of the share of values that both have (Jaccard similarity)
 * for license, languages, task, library and datasets, where both declare them. Pairs are drawn uniformly from each
 * kinship with a fixed seed, so the same family gives the same figures. Self-references do not count as pairs.
 */
export function kinLikeness(columns: LineageColumns): readonly KinLikeness[] {
  const { child, parent } = columns.edges;
  const sides = adjacency(columns.edges, columns.models, edge => child[edge] !== parent[edge]);
  const traits = compared.flatMap(name => {
    const trait = columns.traits[name];
    return trait === null ? [] : [asLists(trait)];
  });
  return kinships.map((kinship, at) => {
    const draws = drawsOf(kinship, columns, sides);
    const random = seeded(at + 1);
    const distances: number[] = [];
    for (let drawn = 0; drawn < Math.min(mostPairs, draws.pairs); drawn++) {
      const pair = draws.draw(random);
      const distance = pair && distanceOf(traits, pair);
      if (distance !== null) distances.push(distance);
    }
    return likeness(kinship, draws.pairs, rateOf(distances));
  });
}
