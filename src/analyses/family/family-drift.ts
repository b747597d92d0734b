import { type Relation, relations } from "../../lineage/model";
import { type Rate, rateOf } from "../../statistics/rate";
import type { TraitEdge, TraitEdges } from "./trait-edges";

/** The rate of the edges that share a key. */
export interface RateGroup<Key> {
  readonly key: Key;
  readonly rate: Rate;
}

/** Edges on which one value changed to another. */
export interface Transition {
  readonly from: string;
  readonly to: string;
  readonly edges: number;
}

/** How one trait changed in a family. */
export interface FamilyDrift {
  readonly all: Rate;
  /** Relations with at least one edge, in their usual order. */
  readonly byRelation: readonly RateGroup<Relation>[];
  /** By the child's generation, nearest first. */
  readonly byGeneration: readonly RateGroup<number>[];
  /** By the year in which the child was created. */
  readonly byYear: readonly RateGroup<string>[];
  /** Every change of values on some edge, most edges first, then by value. */
  readonly transitions: readonly Transition[];
}

function groupBy<Key>(
  edges: readonly TraitEdge[],
  keyOf: (edge: TraitEdge) => Key | null,
): Map<Key, TraitEdge[]> {
  const groups = new Map<Key, TraitEdge[]>();
  for (const edge of edges) {
    const key = keyOf(edge);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(edge);
    else groups.set(key, [edge]);
  }
  return groups;
}

function rates<Key>(
  groups: ReadonlyMap<Key, readonly TraitEdge[]>,
  order: (a: Key, b: Key) => number,
): RateGroup<Key>[] {
  return [...groups]
    .map(([key, edges]) => ({ key, rate: rateOf(edges.map(({ distance }) => distance)) }))
    .sort((a, b) => order(a.key, b.key));
}

function transitionsOf(edges: readonly TraitEdge[]): Transition[] {
  const pairs = groupBy(edges, ({ from, to, distance }) =>
    distance > 0 ? JSON.stringify([from, to]) : null,
  );
  return [...pairs.values()]
    .flatMap(group => {
      const [first] = group;
      return first ? [{ from: first.from, to: first.to, edges: group.length }] : [];
    })
    .sort(
      (a, b) => b.edges - a.edges || (a.from === b.from ? (a.to < b.to ? -1 : 1) : a.from < b.from ? -1 : 1),
    );
}

/** Summarizes how a trait changed along the edges of a family. */
export function familyDrift({ edges }: TraitEdges): FamilyDrift {
  const byText = (a: string, b: string) => (a < b ? -1 : 1);
  return {
    all: rateOf(edges.map(({ distance }) => distance)),
    byRelation: rates(
      groupBy(edges, edge => edge.relation),
      (a, b) => relations.indexOf(a) - relations.indexOf(b),
    ),
    byGeneration: rates(
      groupBy(edges, edge => edge.generation),
      (a, b) => a - b,
    ),
    byYear: rates(
      groupBy(edges, edge => edge.year),
      byText,
    ),
    transitions: transitionsOf(edges),
  };
}

/** The largest streams of a flow, with the other changes summed up. */
export interface Flow {
  readonly streams: readonly Transition[];
  /** Edges that are not in the streams, and how many pairs of values they change. */
  readonly otherEdges: number;
  readonly otherPairs: number;
}

/** The largest transitions, and the sum of the rest. */
export function largestFlows(transitions: readonly Transition[], most: number): Flow {
  const rest = transitions.slice(most);
  return {
    streams: transitions.slice(0, most),
    otherEdges: rest.reduce((sum, { edges }) => sum + edges, 0),
    otherPairs: rest.length,
  };
}
