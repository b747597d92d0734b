import type { Relation } from "../lineage/model";
import {
  type Edges,
  type LineageColumns,
  type ListTrait,
  type NumberColumn,
  type NumberName,
  relationCodes,
  type SingleTrait,
  type TraitName,
} from "./columns";
import type { PackedIds } from "./id-builder";

/** Bits that say who names a parent, and how: a tag with a relation, the Hub itself (`baseModels`), only the card. No bit: a plain tag. */
export const claimBits = { finetune: 1, quantized: 2, adapter: 4, merge: 8, resolved: 16, card: 32 } as const;

/** The parents that models name: model `n` names `values[names[k]]` with `claims[k]`, for k from `starts[n]` up to `starts[n + 1]`. */
export interface ClaimedParents {
  readonly values: readonly string[];
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly names: Uint32Array<ArrayBuffer>;
  readonly claims: Uint8Array<ArrayBuffer>;
  /** The row of each parent that is named, by the exact bytes of its id; -1 where there is no such model. */
  readonly rows: Int32Array<ArrayBuffer>;
}

/** The traits of which a model has one value at most. */
export type SingleName = "task" | "library" | "licenseName";
/** The traits of which a model may have several values. */
export type ListName = Exclude<TraitName, "task" | "library">;

/** Texts one after another as UTF-8: text `n` is from `offsets[n]` up to `offsets[n + 1]`. */
export interface PackedTexts {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly offsets: Uint32Array<ArrayBuffer>;
}

/** A table of the whole Hub in columns; a column that the table lacks is null. */
export interface SnapshotColumns {
  readonly models: number;
  readonly ids: PackedIds;
  /** The UTF-8 of one id, for which the others need not be loaded. */
  id(model: number): Uint8Array;
  readonly singles: Readonly<Record<SingleName, SingleTrait | null>>;
  readonly lists: Readonly<Record<ListName, ListTrait | null>>;
  readonly numbers: Readonly<Record<NumberName | "lastModified", NumberColumn | null>>;
  readonly parents: ClaimedParents;
  /** What `resolvedEdges` makes of the parents. */
  readonly edges: Edges;
  readonly unresolved: number;
  /** The beginning of each card that similarity compares; the others are empty. */
  readonly cards: PackedTexts | null;
}

/**
 * The relation that claims tell: of several the last of finetune, quantized, adapter, merge, as in the paper's own
 * graph; unknown where none is told.
 */
export function relationOf(claims: number): Relation {
  if (claims & claimBits.merge) return "merge";
  if (claims & claimBits.adapter) return "adapter";
  if (claims & claimBits.quantized) return "quantized";
  return claims & claimBits.finetune ? "finetune" : "unknown";
}

/** Traits by what analyses call them; with getters, so that a column is loaded only when an analysis asks for it. */
export function traitsOf({
  singles,
  lists,
}: Pick<SnapshotColumns, "singles" | "lists">): LineageColumns["traits"] {
  return {
    get license() {
      return lists.license;
    },
    get language() {
      return lists.language;
    },
    get task() {
      return singles.task;
    },
    get library() {
      return singles.library;
    },
    get dataset() {
      return lists.dataset;
    },
    get paper() {
      return lists.paper;
    },
    get tag() {
      return lists.tag;
    },
  };
}

/** The columns that analyses run over, each loaded when it is asked for; `decode` makes a text of UTF-8. */
export function lineageColumns(
  columns: SnapshotColumns,
  decode: (utf8: Uint8Array) => string,
): LineageColumns {
  const { models, numbers } = columns;
  return {
    models,
    id: model => decode(columns.id(model)),
    get card() {
      const { cards } = columns;
      if (cards === null) return null;
      const { bytes, offsets } = cards;
      return (model: number) => decode(bytes.subarray(offsets[model], offsets[model + 1]));
    },
    traits: traitsOf(columns),
    numbers,
    get edges() {
      return columns.edges;
    },
    get unresolved() {
      return columns.unresolved;
    },
  };
}

/** A link of descent: the model that names a parent, and the place of that claim among the `ClaimedParents`. */
export interface Link {
  readonly child: number;
  readonly at: number;
}

/** Every claim that is a link, by child. What only a card says is none: the Hub links every parent that exists. */
export function* links(models: number, { starts, claims }: ClaimedParents): Generator<Link> {
  for (let child = 0; child < models; child++)
    for (let at = starts[child] ?? 0; at < (starts[child + 1] ?? 0); at++)
      if (claims[at] !== claimBits.card) yield { child, at };
}

/** The links with both ends as edges, and how many lack one. */
export function resolvedEdges(
  models: number,
  parents: ClaimedParents,
): Pick<LineageColumns, "edges" | "unresolved"> {
  const child = new Uint32Array(parents.names.length);
  const parent = new Uint32Array(parents.names.length);
  const relation = new Uint8Array(parents.names.length);
  let edges = 0;
  let unresolved = 0;
  for (const { child: model, at } of links(models, parents)) {
    const row = parents.rows[parents.names[at] ?? 0] ?? -1;
    if (row < 0) {
      unresolved++;
      continue;
    }
    child[edges] = model;
    parent[edges] = row;
    relation[edges++] = relationCodes.indexOf(relationOf(parents.claims[at] ?? 0));
  }
  const edgeColumns: Edges = {
    child: child.slice(0, edges),
    parent: parent.slice(0, edges),
    relation: relation.slice(0, edges),
  };
  return { edges: edgeColumns, unresolved };
}
