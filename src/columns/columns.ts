import type { Relation } from "../lineage/model";

/**
 * Relations by their code in `Edges.relation`. Where an edge is declared in several ways, the highest code holds: the
 * paper's get_full_graph keeps the last match of finetune, quantized, adapter, merge; `unknown` only where none is told.
 */
export const relationCodes: readonly Relation[] = ["unknown", "finetune", "quantized", "adapter", "merge"];

/** Places in a list of values, in as few bytes as the list's length allows. */
export type Codes = Uint16Array | Uint32Array;

/** The same, with -1 for no value. */
export type OptionalCodes = Int16Array | Int32Array;

/** One number for each model, NaN where it is not known; whole numbers that are all known may take half the room. */
export type NumberColumn = Float64Array | Uint32Array;

/** How often a trait and its values occur: kept with a column, so that nobody has to go through it for that. */
export interface Occurrences {
  /** Number of models that have a value. */
  readonly known: number;
  /** Number of models that have each of `values`. */
  readonly counts: Uint32Array;
}

/** A trait of which a model has at most one value: its code in `values`, or -1 where it is not known. */
export interface SingleTrait extends Occurrences {
  readonly kind: "single";
  readonly values: readonly string[];
  /** One for each model. */
  readonly codes: OptionalCodes;
}

/**
 * A trait of which a model may have several values, none of them twice, in the order in which they are declared:
 * model `n` has `codes[starts[n]]` up to, not including, `codes[starts[n + 1]]`. None means not known.
 */
export interface ListTrait extends Occurrences {
  readonly kind: "list";
  readonly values: readonly string[];
  /** One for each model, and the length of `codes` at the end. */
  readonly starts: Uint32Array;
  readonly codes: Codes;
}

/** What models are like, in one of the two shapes. */
export type Trait = SingleTrait | ListTrait;

/** The traits that are words: `paper` are arXiv ids, `tag` all tags as the Hub gives them. */
export type TraitName = "license" | "language" | "task" | "library" | "dataset" | "paper" | "tag";

/**
 * The traits that are numbers, NaN where not known: `createdAt` in ms since 1970, `cardLength` in characters (0 for a
 * model known to have no card), `cardGenerated` 1 for a card that a program wrote, else 0.
 */
export type NumberName = "createdAt" | "downloads" | "likes" | "parameters" | "cardLength" | "cardGenerated";

/**
 * Links of descent between two of the models, each pair once, in any order; a model may be its own parent.
 * `relation` is a place in `relationCodes`.
 */
export interface Edges {
  readonly child: Uint32Array;
  readonly parent: Uint32Array;
  readonly relation: Uint8Array;
}

/** Models as columns, so that three million of them fit: model `n` is row `n` of each. A column is null where the source lacks it. */
export interface LineageColumns {
  readonly models: number;
  id(model: number): string;
  /** The text of a model's card, at least its first 512 characters; null where the source holds no cards. */
  readonly card: ((model: number) => string) | null;
  readonly traits: Readonly<Record<TraitName, Trait | null>>;
  readonly numbers: Readonly<Record<NumberName, NumberColumn | null>>;
  readonly edges: Edges;
  /** Number of declared links that name a parent which is not among the models. */
  readonly unresolved: number;
}

/** For each model the edges on one side of it: row `n` is `edges[starts[n]]` up to, not including, `edges[starts[n + 1]]`. */
export interface EdgeRows {
  readonly starts: Uint32Array;
  /** Numbers of edges; rows keep their order. */
  readonly edges: Uint32Array;
  /** The model at the other end of each. */
  readonly ends: Uint32Array;
}

/** Edges in compressed sparse rows, from both sides. */
export interface Adjacency {
  /** Edges by their parent. */
  readonly children: EdgeRows;
  /** Edges by their child. */
  readonly parents: EdgeRows;
}

/** Both sides of the edges among so many models; edges of which `keep` is false are left out. */
export function adjacency(
  { child, parent }: Edges,
  models: number,
  keep?: (edge: number) => boolean,
): Adjacency {
  return { children: rowsBy(parent, child, models, keep), parents: rowsBy(child, parent, models, keep) };
}

/** A counting sort of the edges by one of their ends. */
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

/** A trait as lists, whichever of the two shapes it has. */
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

/** How often each of so many values occurs among codes; -1 is none of them. */
export function countCodes(codes: Codes | OptionalCodes, values: number): Uint32Array<ArrayBuffer> {
  // One place more, for -1, spares a test of each code.
  const counts = new Uint32Array(values + 1);
  for (let at = 0; at < codes.length; at++) {
    const place = codes[at]! + 1;
    counts[place] = counts[place]! + 1;
  }
  return counts.slice(1);
}

/** A column of single values with what `Occurrences` says of it. */
export function singleTrait(values: readonly string[], codes: OptionalCodes): SingleTrait {
  const counts = countCodes(codes, values.length);
  const known = counts.reduce((sum, count) => sum + count, 0);
  return { kind: "single", values, known, counts, codes };
}

/** A column of lists with what `Occurrences` says of it. */
export function listTrait(values: readonly string[], starts: Uint32Array, codes: Codes): ListTrait {
  let known = 0;
  for (let model = 0; model + 1 < starts.length; model++) if (starts[model] !== starts[model + 1]) known++;
  return { kind: "list", values, known, counts: countCodes(codes, values.length), starts, codes };
}
