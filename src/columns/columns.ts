import type { Relation } from "../lineage/model";
import type { PackedIds } from "./id-builder";

/**
 * Relations by their code in `Edges.relation`. If an edge is declared in several ways, the highest code wins: the
 * paper's get_full_graph keeps the last match of finetune, quantized, adapter, merge; `unknown` only if none is given.
 */
export const relationCodes: readonly Relation[] = ["unknown", "finetune", "quantized", "adapter", "merge"];

/** Indexes into a list of values, in as few bytes as the list's length allows. */
export type Codes = Uint16Array | Uint32Array;

/** The same, with -1 for no value. */
export type OptionalCodes = Int16Array | Int32Array;

/** One number per model, NaN if unknown; integers that are all known may take half the space. */
export type NumberColumn = Float64Array | Uint32Array;

/** Counts for a trait and its values, stored with the column to avoid scanning it. */
export interface Occurrences {
  /** Number of models with a value. */
  readonly known: number;
  /** Number of models with each of `values`. */
  readonly counts: Uint32Array;
}

/** A trait with at most one value per model: its code in `values`, or -1 if unknown. */
export interface SingleTrait extends Occurrences {
  readonly kind: "single";
  readonly values: readonly string[];
  /** One per model. */
  readonly codes: OptionalCodes;
}

/**
 * A trait that can have several distinct values per model, in the order declared: model `n` has `codes[starts[n]]` up
 * to, but not including, `codes[starts[n + 1]]`. No values means unknown.
 */
export interface ListTrait extends Occurrences {
  readonly kind: "list";
  readonly values: readonly string[];
  /** One per model, followed by the length of `codes`. */
  readonly starts: Uint32Array;
  readonly codes: Codes;
}

/** A trait of the models, in one of the two forms. */
export type Trait = SingleTrait | ListTrait;

/**
 * The text traits: `paper` holds arXiv ids, `tag` all tags as the Hub gives them, `emissions` the JSON of a card's
 * `co2_eq_emissions` as written, `parametersFrom` what the number of parameters was read from (see
 * `lineage/parameters`).
 */
export type TraitName =
  | "license"
  | "language"
  | "task"
  | "library"
  | "dataset"
  | "paper"
  | "tag"
  | "emissions"
  | "parametersFrom";

/**
 * The numeric traits, NaN if unknown: `createdAt` in ms since 1970, `cardLength` in characters (0 for a model known to
 * have no card), `cardGenerated` 1 for a card written by a program, else 0; `usedStorage`, the size of a repository, and
 * `weightBytes`, the size of the weights by their types in the safetensors headers, in bytes; `isPrivate` 1 or 0;
 * `recordHigh` and `recordLow` the first and the last 12 hexadecimal digits of the Hub's own number of the model.
 */
export type NumberName =
  | "createdAt"
  | "downloads"
  | "likes"
  | "parameters"
  | "cardLength"
  | "cardGenerated"
  | "usedStorage"
  | "trendingScore"
  | "isPrivate"
  | "recordHigh"
  | "recordLow"
  | "weightBytes";

/**
 * Links of descent between two of the models, each pair once, in any order; a model may be its own parent. `relation`
 * is an index into `relationCodes`.
 */
export interface Edges {
  readonly child: Uint32Array;
  readonly parent: Uint32Array;
  readonly relation: Uint8Array;
}

/** Declared links whose parent is not among the models by its exact id. */
export interface LostLinks {
  readonly child: Uint32Array;
  /** Indexes into `names`. */
  readonly name: Uint32Array;
  /** Indexes into `relationCodes`. */
  readonly relation: Uint8Array;
  /** The parents as declared. */
  readonly names: readonly string[];
  /** The row that each of `names` means (`meantRow`); null where it has to be looked up. */
  readonly meant: Int32Array | null;
  /** The row of an id, or else of the only id that differs from it only in letter case, or -1. */
  readonly find: (id: string) => number;
}

/** Why a declared parent was not found by its exact id. */
export type RepairKind = "renamed" | "letter case" | "spaces";

/** A declared parent that was found under another id. */
export interface Repair {
  readonly declared: string;
  /** The row of the model that it means. */
  readonly parent: number;
  readonly kind: RepairKind;
  /** How many links were repaired in this way. */
  readonly links: number;
}

/** How links were repaired, and what the columns were like before. */
export interface RepairedLinks {
  readonly repairs: readonly Repair[];
  readonly before: LineageColumns;
}

/**
 * Models as columns, compact enough for three million: model `n` is row `n` of each. A column is null if the source
 * lacks it.
 */
export interface LineageColumns {
  readonly models: number;
  id(model: number): string;
  /** The bytes of all ids, for what reads most of them. */
  readonly ids: PackedIds;
  /** The text of a model's card, at least its first 512 characters; null if the source has no cards. */
  readonly card: ((model: number) => string) | null;
  readonly traits: Readonly<Record<TraitName, Trait | null>>;
  /** The owner of each model: the part of its id before the slash; -1 for a model without one. */
  readonly author: SingleTrait;
  readonly numbers: Readonly<Record<NumberName, NumberColumn | null>>;
  readonly edges: Edges;
  /** Number of declared links whose parent is not among the models. */
  readonly unresolved: number;
  /** These links; null if the source keeps only their number. */
  readonly lost: LostLinks | null;
  /** How links were repaired (`repairedColumns`); null for links as declared. */
  readonly repaired: RepairedLinks | null;
}

/**
 * The edges on one side of each model: row `n` is `edges[starts[n]]` up to, but not including, `edges[starts[n + 1]]`.
 */
export interface EdgeRows {
  readonly starts: Uint32Array;
  /** Edge numbers, in their original order within each row. */
  readonly edges: Uint32Array;
  /** The model at the other end of each edge. */
  readonly ends: Uint32Array;
}

/** Edges in compressed sparse rows, from both sides. */
export interface Adjacency {
  /** Edges by parent. */
  readonly children: EdgeRows;
  /** Edges by child. */
  readonly parents: EdgeRows;
}

/** Both sides of the edges among the given number of models, omitting edges for which `keep` is false. */
export function adjacency(
  { child, parent }: Edges,
  models: number,
  keep?: (edge: number) => boolean,
): Adjacency {
  return { children: rowsBy(parent, child, models, keep), parents: rowsBy(child, parent, models, keep) };
}

/** The edges by parent: those of `parents[n]` are in row `n`; models without children have no row. */
export interface EdgesByParent extends EdgeRows {
  readonly parents: Uint32Array;
}

/** The edges among the given number of models by parent, omitting edges for which `keep` is false. */
export function edgesByParent(
  { child, parent }: Edges,
  models: number,
  keep?: (edge: number) => boolean,
): EdgesByParent {
  const { starts: all, edges, ends } = rowsBy(parent, child, models, keep);
  const [parents, starts] = [new Uint32Array(edges.length), new Uint32Array(edges.length + 1)];
  let rows = 0;
  for (let model = 0; model < models; model++) {
    if (all[model] === all[model + 1]) continue;
    parents[rows++] = model;
    starts[rows] = all[model + 1]!;
  }
  return { parents: parents.subarray(0, rows), starts: starts.subarray(0, rows + 1), edges, ends };
}

/** A counting sort of the edges by one end. */
function rowsBy(
  near: Uint32Array,
  far: Uint32Array,
  models: number,
  keep?: (edge: number) => boolean,
): EdgeRows {
  const starts = new Uint32Array(models + 1);
  let kept = 0;
  for (let edge = 0; edge < near.length; edge++) {
    if (keep && !keep(edge)) continue;
    const row = near[edge]! + 1;
    starts[row] = starts[row]! + 1;
    kept++;
  }
  for (let row = 1; row <= models; row++) starts[row] = starts[row]! + starts[row - 1]!;
  const edges = new Uint32Array(kept);
  const ends = new Uint32Array(kept);
  const next = starts.slice();
  for (let edge = 0; edge < near.length; edge++) {
    if (keep && !keep(edge)) continue;
    const row = near[edge]!;
    const place = next[row]!;
    next[row] = place + 1;
    edges[place] = edge;
    ends[place] = far[edge]!;
  }
  return { starts, edges, ends };
}

/** Returns a trait as lists, regardless of its form. */
export function asLists(trait: Trait): ListTrait {
  if (trait.kind === "list") return trait;
  const starts = new Uint32Array(trait.codes.length + 1);
  const codes = new Uint32Array(trait.codes.length);
  let count = 0;
  for (let model = 0; model < trait.codes.length; model++) {
    const code = trait.codes[model]!;
    if (code >= 0) codes[count++] = code;
    starts[model + 1] = count;
  }
  const { values, known, counts } = trait;
  return { kind: "list", values, known, counts, starts, codes: codes.subarray(0, count) };
}

/** The code of each model's first value in a list; -1 for none. */
export function firstCodes({ starts, codes }: ListTrait, models: number): Int32Array {
  const first = new Int32Array(models).fill(-1);
  for (let model = 0; model < models; model++) {
    const from = starts[model]!;
    if (from < starts[model + 1]!) first[model] = codes[from] ?? -1;
  }
  return first;
}

/** Counts each value among the codes, ignoring -1. */
export function countCodes(codes: Codes | OptionalCodes, values: number): Uint32Array<ArrayBuffer> {
  // An extra slot for -1 avoids testing each code.
  const counts = new Uint32Array(values + 1);
  for (let at = 0; at < codes.length; at++) {
    const place = codes[at]! + 1;
    counts[place] = counts[place]! + 1;
  }
  return counts.slice(1);
}

/** A column of single values with its `Occurrences`. */
export function singleTrait(values: readonly string[], codes: OptionalCodes): SingleTrait {
  const counts = countCodes(codes, values.length);
  const known = counts.reduce((sum, count) => sum + count, 0);
  return { kind: "single", values, known, counts, codes };
}

/** A column of lists with its `Occurrences`. */
export function listTrait(values: readonly string[], starts: Uint32Array, codes: Codes): ListTrait {
  let known = 0;
  for (let model = 0; model + 1 < starts.length; model++) if (starts[model] !== starts[model + 1]) known++;
  return { kind: "list", values, known, counts: countCodes(codes, values.length), starts, codes };
}
