import { familyColumns } from "../../columns/build-columns";
import {
  adjacency,
  asLists,
  type LineageColumns,
  type NumberColumn,
  relationCodes,
  type TraitName,
} from "../../columns/columns";
import type { Family } from "../../lineage/family";
import type { Relation } from "../../lineage/model";
import { generationsOf } from "../../statistics/generations";
import { english, t } from "../../words/words";

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

/** Whether a value is the name of a trait. */
export function isDriftTrait(text: unknown): text is DriftTrait {
  return typeof text === "string" && (driftTraits as readonly string[]).includes(text);
}

/** An edge with a trait declared at both ends. */
export interface TraitEdge {
  readonly child: string;
  readonly parent: string;
  readonly relation: Relation;
  /** The values of parent and child in words; for lists of more than three values, their number. */
  readonly from: string;
  readonly to: string;
  /**
   * The Jaccard distance of the two sets of values, 0 to 1: the share of all values that only one of them has. For a
   * single-valued trait, 0 if it was kept and 1 if it changed.
   */
  readonly distance: number;
  /** The number of edges on the longest path to the child from a model without parents; null on or below a cycle. */
  readonly generation: number | null;
  /** The sizes of the trait: the number of values, or of characters of the card. */
  readonly sizes: readonly [parent: number, child: number];
  /** The year in which the child was created; null if unknown. */
  readonly year: string | null;
}

/** The edges of a family with regard to one trait. */
export interface TraitEdges {
  readonly trait: DriftTrait;
  /** Edges with the trait declared at both ends. */
  readonly edges: readonly TraitEdge[];
  /** Edges between two models of the family, whatever they declare. */
  readonly all: number;
  /** Edges with the trait declared only by the parent, or only by the child. */
  readonly parentOnly: number;
  readonly childOnly: number;
  /** Edges with a model that was not read at one end, so nobody knows what it declares. */
  readonly unread: number;
}

/** Bands of card length in characters; the last one is open-ended. */
const bands: readonly (readonly [below: number, name: string])[] = english([
  [500, "under 500 characters"],
  [2_000, "500 to 2,000"],
  [8_000, "2,000 to 8,000"],
  [20_000, "8,000 to 20,000"],
  [Number.POSITIVE_INFINITY, "over 20,000"],
]);

/** The column of each trait that consists of words. */
export const columnNames: Readonly<Record<Exclude<DriftTrait, "cardLength">, TraitName>> = {
  license: "license",
  languages: "language",
  task: "task",
  library: "library",
  datasets: "dataset",
};

/** A family prepared for analyzing its traits: its columns, and the generation of each model. */
export interface FamilySight {
  readonly columns: LineageColumns;
  /** The number of edges on the longest path from a model without parents, per model; -1 on or below a cycle. */
  readonly generations: Int32Array;
  /** Whether each model was read. */
  readonly isRead: (model: number) => boolean;
}

/** Prepares a family for `traitEdges`. */
export function familySight(family: Family): FamilySight {
  const columns = familyColumns(family);
  const { models, edges } = columns;
  const unread = new Set(family.models.flatMap((model, at) => (model.unread ? [at] : [])));
  return {
    columns,
    generations: generationsOf(models, adjacency(edges, models)).depth,
    isRead: model => !unread.has(model),
  };
}

/** The card length band of a number of characters, in words. */
export function bandOf(characters: number): string {
  return bands.find(([below]) => characters < below)?.[1] ?? "";
}

/** The values of a trait that a model declares. */
function valuesOf(
  { columns }: FamilySight,
  trait: DriftTrait,
  cardLengths: ReadonlyMap<string, number>,
): (model: number) => readonly string[] {
  if (trait === "cardLength") {
    return model => {
      const length = cardLengths.get(columns.id(model));
      return length === undefined ? [] : [bandOf(length)];
    };
  }
  const column = columns.traits[columnNames[trait]];
  if (column === null) return () => [];
  const { values, starts, codes } = asLists(column);
  return model => Array.from(codes.subarray(starts[model], starts[model + 1]), code => values[code] ?? "");
}

function inWords(values: readonly string[], trait: DriftTrait): string {
  return values.length <= 3 ? [...values].sort().join(", ") : `${values.length} ${trait}`;
}

function yearOf(createdAt: NumberColumn | null, model: number): string | null {
  const time = createdAt?.[model] ?? Number.NaN;
  return Number.isNaN(time) ? null : String(new Date(time).getUTCFullYear());
}

/** The share of all values that only one of the lists has: (|A ∪ B| − |A ∩ B|) / |A ∪ B|; neither may be empty. */
export function jaccardDistance(one: readonly string[], other: readonly string[]): number {
  if (one.length === 1 && other.length === 1) return one[0] === other[0] ? 0 : 1;
  const first = new Set(one);
  const shared = other.filter(value => first.has(value)).length;
  const all = first.size + other.length - shared;
  return (all - shared) / all;
}

/**
 * How one trait changed along the edges of a family, following the paper's definition of a mutation (Laufer, Oderinwale
 * and Kleinberg 2025, section on mutation rates): an edge counts if both ends declare the trait. `cardLengths` are the
 * known lengths of cards, in characters. A model that names itself as its parent does not count as an edge.
 */
export function traitEdges(
  sight: FamilySight,
  trait: DriftTrait,
  cardLengths: ReadonlyMap<string, number>,
): TraitEdges {
  const { columns, generations, isRead } = sight;
  const { child, parent, relation } = columns.edges;
  const of = valuesOf(sight, trait, cardLengths);
  const values = Array.from({ length: columns.models }, (_, model) => of(model));
  const words = values.map(list => inWords(list, trait));
  const sizeOf = (model: number): number =>
    trait === "cardLength" ? (cardLengths.get(columns.id(model)) ?? 0) : (values[model]?.length ?? 0);
  const edges: TraitEdge[] = [];
  const counts = { all: 0, parentOnly: 0, childOnly: 0, unread: 0 };
  for (let edge = 0; edge < child.length; edge++) {
    const [below, above] = [child[edge] ?? 0, parent[edge] ?? 0];
    if (below === above) continue;
    counts.all += 1;
    const [mine, theirs] = [values[below] ?? [], values[above] ?? []];
    if (mine.length === 0 || theirs.length === 0) {
      if (!isRead(below) || !isRead(above)) counts.unread += 1;
      else if (theirs.length > 0) counts.parentOnly += 1;
      else if (mine.length > 0) counts.childOnly += 1;
      continue;
    }
    const distance = jaccardDistance(theirs, mine);
    const [from, to] = [words[above] ?? "", words[below] ?? ""];
    const depth = generations[below] ?? -1;
    edges.push({
      child: columns.id(below),
      parent: columns.id(above),
      relation: relationCodes[relation[edge] ?? 0] ?? "unknown",
      from,
      to: distance > 0 && from === to ? t`${to}, others` : to,
      distance,
      sizes: [sizeOf(above), sizeOf(below)],
      generation: depth < 0 ? null : depth,
      year: yearOf(columns.numbers.createdAt, below),
    });
  }
  return { trait, edges, ...counts };
}
