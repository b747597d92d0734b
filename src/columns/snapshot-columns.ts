import { once } from "../lineage/make-once";
import type { Relation } from "../lineage/model";
import {
  type Edges,
  type LineageColumns,
  type ListTrait,
  type LostLinks,
  type NumberColumn,
  type NumberName,
  relationCodes,
  type SingleTrait,
  type TraitName,
} from "./columns";
import type { PackedIds } from "./id-builder";
import { findWrittenId } from "./id-hash";

/**
 * Bits for who names a parent, and how: a tag with a relation, the Hub itself (`baseModels`), or only the card. No bit
 * set: a plain tag.
 */
export const claimBits = { finetune: 1, quantized: 2, adapter: 4, merge: 8, resolved: 16, card: 32 } as const;

/**
 * The parents that models name: model `n` names `values[names[k]]` with `claims[k]`, for k from `starts[n]` up to
 * `starts[n + 1]`.
 */
export interface ClaimedParents {
  readonly values: readonly string[];
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly names: Uint32Array<ArrayBuffer>;
  readonly claims: Uint8Array<ArrayBuffer>;
  /** The row of each named parent, matched by the exact bytes of its id; -1 if there is no such model. */
  readonly rows: Int32Array<ArrayBuffer>;
  /** The row that each named parent means (`meantRow`); absent where nobody looked yet. */
  readonly meant?: Int32Array<ArrayBuffer> | undefined;
}

/** Traits with at most one value per model. */
export type SingleName = "task" | "library" | "licenseName" | "licenseLink" | "emissions" | "parametersFrom";
/** Traits that can have several values per model. */
export type ListName = Exclude<TraitName, SingleName>;

/** Texts packed as UTF-8: text `n` runs from `offsets[n]` up to `offsets[n + 1]`. */
export interface PackedTexts {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly offsets: Uint32Array<ArrayBuffer>;
}

/** A table of the entire Hub in columns; a column missing from the table is null. */
export interface SnapshotColumns {
  readonly models: number;
  readonly ids: PackedIds;
  /** The UTF-8 bytes of one id, without loading the others. */
  id(model: number): Uint8Array;
  /** The owner of each model, as `authorsOfPackedIds` finds it. */
  readonly author: SingleTrait;
  readonly singles: Readonly<Record<SingleName, SingleTrait | null>>;
  readonly lists: Readonly<Record<ListName, ListTrait | null>>;
  readonly numbers: Readonly<Record<NumberName | "lastModified", NumberColumn | null>>;
  readonly parents: ClaimedParents;
  /** The parents as resolved by `resolvedEdges`. */
  readonly edges: Edges;
  readonly unresolved: number;
  /** The beginning of each card that similarity compares; empty for other cards. */
  readonly cards: PackedTexts | null;
}

/**
 * The relation given by a set of claims: the last match of finetune, quantized, adapter, merge, as in the paper's own
 * graph; unknown if none is given.
 */
export function relationOf(claims: number): Relation {
  if (claims & claimBits.merge) return "merge";
  if (claims & claimBits.adapter) return "adapter";
  if (claims & claimBits.quantized) return "quantized";
  return claims & claimBits.finetune ? "finetune" : "unknown";
}

/** Traits by their names in analyses. Getters load each column only when an analysis uses it. */
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
    get emissions() {
      return singles.emissions;
    },
    get parametersFrom() {
      return singles.parametersFrom;
    },
  };
}

/** The columns that analyses use, each loaded on first use; `decode` converts UTF-8 to text. */
export function lineageColumns(
  columns: SnapshotColumns,
  decode: (utf8: Uint8Array) => string,
): LineageColumns {
  const { models, numbers } = columns;
  const lost = once(() => lostLinks(models, columns.parents, finderIn(columns)));
  return {
    models,
    get author() {
      return columns.author;
    },
    id: model => decode(columns.id(model)),
    get ids() {
      return columns.ids;
    },
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
    get lost() {
      return lost();
    },
    repaired: null,
  };
}

function finderIn(columns: SnapshotColumns): LostLinks["find"] {
  const source = once(() => {
    const { slots } = columns.ids;
    return { slots: slots.length, slot: (at: number) => slots[at] ?? 0, id: columns.id };
  });
  return id => findWrittenId(source(), id);
}

/**
 * The row that a declared parent means: that of its exact id, or else, without spaces at the ends, of the only id that
 * differs from it only in letter case; -1 for none.
 */
export function meantRow(declared: string, find: LostLinks["find"]): number {
  const id = declared.trim();
  return id === "" ? -1 : find(id);
}

/** The links whose parent has no row. */
export function lostLinks(
  models: number,
  { values, starts, names, claims, rows, meant }: ClaimedParents,
  find: LostLinks["find"],
): LostLinks {
  const numbers = new Map<number, number>();
  const [child, name, relation]: number[][] = [[], [], []];
  for (let model = 0; model < models; model++) {
    const end = starts[model + 1]!;
    for (let at = starts[model]!; at < end; at++) {
      const named = names[at]!;
      if (rows[named]! >= 0 || claims[at] === claimBits.card) continue;
      const number = numbers.get(named) ?? numbers.size;
      numbers.set(named, number);
      child?.push(model);
      name?.push(number);
      relation?.push(relationCodes.indexOf(relationOf(claims[at]!)));
    }
  }
  return {
    child: Uint32Array.from(child ?? []),
    name: Uint32Array.from(name ?? []),
    relation: Uint8Array.from(relation ?? []),
    names: Array.from(numbers.keys(), at => values[at] ?? ""),
    meant: meant === undefined ? null : Int32Array.from(numbers.keys(), at => meant[at] ?? -1),
    find,
  };
}

/** A link of descent: the model that names a parent, and the index of that claim in `ClaimedParents`. */
export interface Link {
  readonly child: number;
  readonly at: number;
}

/**
 * Every claim that is a link, by child. Claims made only by a card do not count: the Hub links every parent that
 * exists.
 */
export function* links(models: number, { starts, claims }: ClaimedParents): Generator<Link> {
  for (let child = 0; child < models; child++)
    for (let at = starts[child] ?? 0; at < (starts[child + 1] ?? 0); at++)
      if (claims[at] !== claimBits.card) yield { child, at };
}

/** The links with both ends as edges, and the number that lack one. */
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
