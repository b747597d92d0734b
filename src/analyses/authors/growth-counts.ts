import type { LineageColumns } from "../../columns/columns";
import { findPackedId } from "../../columns/id-builder";
import { areSameBytes, viewOf } from "../../columns/words-of-bytes";
import type { AnalysisOptions } from "../analysis";
import { edgeFilter } from "../scope";
import { type Everyone, everyone } from "./everyone";

/** For each model of one snapshot, the model of the same id in another; -1 if there is none. */
export function sameModels(columns: LineageColumns, other: LineageColumns): Int32Array {
  const [{ bytes, offsets }, ids] = [columns.ids, other.ids];
  const [ones, others] = [viewOf(bytes), viewOf(ids.bytes)];
  const found = new Int32Array(columns.models);
  // Two snapshots mostly list the same models one after another.
  let next = 0;
  for (let model = 0; model < columns.models; model++) {
    const [from, to] = [offsets[model]!, offsets[model + 1]!];
    const start = ids.offsets[next]!;
    const isNext =
      next < other.models &&
      ids.offsets[next + 1]! - start === to - from &&
      areSameBytes(ones, from, others, start, to - from);
    const row = isNext ? next : findPackedId(ids, bytes, from, to);
    if (row >= 0) next = row + 1;
    found[model] = row;
  }
  return found;
}

/** What the authors of a snapshot have, within the scope, by their place in a list of authors of both snapshots. */
export interface AuthorSums {
  readonly models: Float64Array;
  /** Null if the snapshot has no downloads. */
  readonly downloads: Float64Array | null;
  /** Links to their models from models of the scope. */
  readonly children: Float64Array;
}

/** One of two snapshots that are compared. */
export interface ComparedSnapshot {
  readonly columns: LineageColumns;
  readonly all: Everyone;
  /** The place of each of its authors in the list of both. */
  readonly joined: Uint32Array;
  readonly sums: AuthorSums;
}

/** Two snapshots with the list of their authors; the last author stands for models without one. */
export interface ComparedSnapshots {
  readonly older: ComparedSnapshot;
  readonly newer: ComparedSnapshot;
  readonly names: readonly (string | null)[];
  /** Indexes into `authorKinds`. */
  readonly kinds: Uint8Array;
}

/** Sums up both snapshots by author. `options.within` limits the newer one, `older.within` the older one. */
export function compared(
  columns: LineageColumns,
  older: NonNullable<AnalysisOptions["older"]>,
  options: AnalysisOptions,
): ComparedSnapshots {
  const then = { ...options, within: older.within };
  const [one, other] = [everyone(older.columns, then), everyone(columns, options)];
  const places = new Map<string, number>();
  const kinds: number[] = [];
  for (const { author, kinds: known } of [one, other])
    author.values.forEach((name, at) => {
      if (places.has(name)) return;
      places.set(name, places.size);
      kinds.push(known[at]!);
    });
  const count = places.size + 1;
  const joinedOf = ({ author }: Everyone) =>
    Uint32Array.from([...author.values.map(name => places.get(name) ?? count - 1), count - 1]);
  const part = (all: Everyone, its: LineageColumns, limits: AnalysisOptions): ComparedSnapshot => {
    const joined = joinedOf(all);
    return { columns: its, all, joined, sums: sumsOf(its, all, joined, count, limits) };
  };
  return {
    older: part(one, older.columns, then),
    newer: part(other, columns, options),
    names: [...places.keys(), null],
    kinds: Uint8Array.from(kinds),
  };
}

function sumsOf(
  columns: LineageColumns,
  { models, place }: Everyone,
  joined: Uint32Array,
  count: number,
  options: AnalysisOptions,
): AuthorSums {
  const { downloads } = columns.numbers;
  const [counts, children] = [new Float64Array(count), new Float64Array(count)];
  const fetched = downloads === null ? null : new Float64Array(count);
  for (let index = 0; index < models.length; index++) {
    const model = models[index]!;
    const at = joined[place(model)]!;
    counts[at] = counts[at]! + 1;
    if (fetched !== null) fetched[at] = fetched[at]! + (downloads?.[model] || 0);
  }
  const keep = edgeFilter(columns, options);
  const { parent } = columns.edges;
  for (let edge = 0; edge < parent.length; edge++) {
    if (keep !== undefined && !keep(edge)) continue;
    const at = joined[place(parent[edge]!)]!;
    children[at] = children[at]! + 1;
  }
  return { models: counts, downloads: fetched, children };
}

/** What happened to the models of the older snapshot, and where those of the newer one come from. */
export interface Fates {
  /** Models of the older snapshot, in its scope, whose id the newer one lacks. */
  readonly vanished: Uint32Array;
  /** Models of the newer snapshot, in its scope, whose id the older one lacks. */
  readonly added: Uint32Array;
  /** Models of the newer snapshot in both scopes, and the same models in the older one. */
  readonly stayed: Uint32Array;
  readonly before: Uint32Array;
  /** Models in both snapshots that are in only one of the scopes. */
  readonly joinedScope: number;
  readonly leftScope: number;
}

/** Tells the fates of models by their ids; a renamed model vanishes under its old id and is added under the new one. */
export function fatesOf({ older, newer }: ComparedSnapshots): Fates {
  const olderOf = sameModels(newer.columns, older.columns);
  const stillThere = new Uint8Array(older.columns.models);
  for (let at = 0; at < olderOf.length; at++) if (olderOf[at]! >= 0) stillThere[olderOf[at]!] = 1;
  const [was, is] = [older.all.models, newer.all.models];
  const inOlder = new Uint8Array(older.columns.models);
  const vanished = new Uint32Array(was.length);
  let gone = 0;
  for (let at = 0; at < was.length; at++) {
    inOlder[was[at]!] = 1;
    if (stillThere[was[at]!] === 0) vanished[gone++] = was[at]!;
  }
  const added = new Uint32Array(is.length);
  const [stayed, before] = [new Uint32Array(is.length), new Uint32Array(is.length)];
  let [came, both] = [0, 0];
  for (let at = 0; at < is.length; at++) {
    const row = olderOf[is[at]!]!;
    if (row < 0) added[came++] = is[at]!;
    else if (inOlder[row] === 1) {
      stayed[both] = is[at]!;
      before[both++] = row;
    }
  }
  return {
    vanished: vanished.subarray(0, gone),
    added: added.subarray(0, came),
    stayed: stayed.subarray(0, both),
    before: before.subarray(0, both),
    joinedScope: is.length - came - both,
    leftScope: was.length - gone - both,
  };
}
