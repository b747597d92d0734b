import type { Family } from "../lineage/family";
import type { Model, Relation } from "../lineage/model";
import { primaryParents } from "../lineage/primary-parents";

/** A trait whose drift along the edges of a family can be shown. */
export type DriftTrait = "license" | "languages" | "task" | "library" | "datasets" | "cardLength";

/** Every trait, in the order in which they are offered. */
export const driftTraits: readonly DriftTrait[] = [
  "license",
  "languages",
  "task",
  "library",
  "datasets",
  "cardLength",
];

/** Whether a text names a trait. */
export function isDriftTrait(text: unknown): text is DriftTrait {
  return typeof text === "string" && (driftTraits as readonly string[]).includes(text);
}

/** One edge on which both ends declare a trait. */
export interface TraitEdge {
  readonly child: string;
  readonly parent: string;
  readonly relation: Relation;
  /** The parent's value and the child's in words; lists of more than three values are told by their number. */
  readonly from: string;
  readonly to: string;
  /**
   * Jaccard distance of the two sets of values, 0 to 1: the share of all their values that only one of them has. For a
   * trait of one value it is 0 where it was kept and 1 where it changed.
   */
  readonly distance: number;
  /** Steps of the child from a model without parents in the family. */
  readonly generation: number;
  /** Year in which the child was created; null where it is not known. */
  readonly year: string | null;
}

/** The edges of a family as one trait sees them. */
export interface TraitEdges {
  readonly trait: DriftTrait;
  /** Edges on which both ends declare it. */
  readonly edges: readonly TraitEdge[];
  /** Edges between two models of the family, whatever they declare. */
  readonly all: number;
  /** Edges on which only the parent, or only the child, declares it. */
  readonly parentOnly: number;
  readonly childOnly: number;
}

/** Bands of the length of a card in characters; the last one has no end. */
const bands: readonly (readonly [below: number, name: string])[] = [
  [500, "under 500 characters"],
  [2_000, "500 to 2,000"],
  [8_000, "2,000 to 8,000"],
  [20_000, "8,000 to 20,000"],
  [Number.POSITIVE_INFINITY, "over 20,000"],
];

function single(value: string | null): readonly string[] {
  return value === null || value === "" ? [] : [value];
}

/** The values of a trait that a model declares; none where it declares nothing. `cardLength` in characters. */
function valuesOf(model: Model, trait: DriftTrait, cardLength: number | undefined): readonly string[] {
  switch (trait) {
    case "license":
      return single(model.license);
    case "task":
      return single(model.task);
    case "library":
      return single(model.library);
    case "languages":
      return [...new Set(model.languages)];
    case "datasets":
      return [...new Set(model.datasets)];
    case "cardLength":
      return cardLength === undefined ? [] : [bands.find(([below]) => cardLength < below)?.[1] ?? ""];
  }
}

function inWords(values: readonly string[], trait: DriftTrait): string {
  return values.length <= 3 ? [...values].sort().join(", ") : `${values.length} ${trait}`;
}

/** The share of the values of both that only one of them has: (|A ∪ B| − |A ∩ B|) / |A ∪ B|; neither may be empty. */
export function jaccardDistance(one: readonly string[], other: readonly string[]): number {
  if (one.length === 1 && other.length === 1) return one[0] === other[0] ? 0 : 1;
  const first = new Set(one);
  const shared = other.filter(value => first.has(value)).length;
  const all = first.size + other.length - shared;
  return (all - shared) / all;
}

/**
 * What one trait did along the edges of a family, after the paper's definition of a mutation (Laufer, Oderinwale and
 * Kleinberg 2025, section on mutation rates): an edge counts when both ends declare the trait. `cardLengths` are
 * the lengths of the cards that are known, in characters.
 */
export function traitEdges(
  family: Family,
  trait: DriftTrait,
  cardLengths: ReadonlyMap<string, number>,
): TraitEdges {
  const { generationOf } = primaryParents(family);
  const known = new Map(
    family.models.map(model => [
      model.id,
      { model, values: valuesOf(model, trait, cardLengths.get(model.id)) },
    ]),
  );
  const edges: TraitEdge[] = [];
  const counts = { all: 0, parentOnly: 0, childOnly: 0 };
  for (const { child, parent, relation } of family.edges) {
    const [above, below] = [known.get(parent), known.get(child)];
    if (!above || !below) continue;
    counts.all += 1;
    if (above.values.length === 0 || below.values.length === 0) {
      if (above.values.length > 0) counts.parentOnly += 1;
      else if (below.values.length > 0) counts.childOnly += 1;
      continue;
    }
    const distance = jaccardDistance(above.values, below.values);
    const from = inWords(above.values, trait);
    const to = inWords(below.values, trait);
    edges.push({
      child,
      parent,
      relation,
      from,
      to: distance > 0 && from === to ? `${to}, others` : to,
      distance,
      generation: generationOf.get(child) ?? 0,
      year: below.model.createdAt?.slice(0, 4) ?? null,
    });
  }
  return { trait, edges, ...counts };
}
