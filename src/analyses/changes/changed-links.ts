import { type LineageColumns, relationCodes } from "../../columns/columns";
import type { OlderRows } from "./changed-traits";

/** What became of the declared links between two snapshots, whether or not the parent is a model. */
export interface LinkChanges {
  readonly same: number;
  /** The same child and parent with another relation. */
  readonly relationChanged: number;
  readonly added: number;
  /** How many of those added come from models that the older snapshot has as well. */
  readonly addedByKept: number;
  readonly removed: number;
  /** How many of those removed were of models that the newer snapshot has as well. */
  readonly removedOfKept: number;
}

/** Declared links as sorted numbers: child, parent, and relation in one. */
type Keys = Float64Array;

/**
 * Compares the links of two snapshots. `before` has the older row of each newer model, `after` the newer row of each older one;
 * -1 stands for none. `onChange` is told of each model of both with other links, by its row in the newer snapshot.
 */
export function linkChanges(
  older: LineageColumns,
  newer: LineageColumns,
  { before, after }: { readonly before: OlderRows; readonly after: Int32Array },
  onChange: (model: number) => void,
): LinkChanges {
  const names = new ParentNames(newer);
  const [was, gone] = olderKeys(older, names, after);
  const is = newerKeys(newer, names);
  const relations = relationCodes.length;
  const pair = (key: number) => Math.floor(key / relations);
  const childOf = (key: number) => Math.floor(pair(key) / mostParents);
  const counts = { same: 0, relationChanged: 0, added: 0, addedByKept: 0, removed: gone, removedOfKept: 0 };
  let [one, other] = [0, 0];
  while (one < was.length || other < is.length) {
    const [left, right] = [was[one] ?? Number.POSITIVE_INFINITY, is[other] ?? Number.POSITIVE_INFINITY];
    const isSamePair = pair(left) === pair(right);
    const child = childOf(Math.min(left, right));
    if (isSamePair) {
      if (left === right) counts.same++;
      else {
        counts.relationChanged++;
        onChange(child);
      }
      one++;
      other++;
    } else if (left < right) {
      counts.removed++;
      counts.removedOfKept++;
      onChange(child);
      one++;
    } else {
      counts.added++;
      if (before[child]! >= 0) {
        counts.addedByKept++;
        onChange(child);
      }
      other++;
    }
  }
  return counts;
}

/** Parents that can be told apart: with as many, numbers hold a child, a parent, and a relation without loss for 26 million children. */
const mostParents = 2 ** 26;

/** Parents by number: a model of the newer snapshot by its row, any other name by a number of its own. */
class ParentNames {
  readonly #newer: LineageColumns;
  readonly #numbers = new Map<string, number>();

  constructor(newer: LineageColumns) {
    this.#newer = newer;
  }

  /** Throws RangeError for more parents than can be numbered. */
  numberOf(name: string): number {
    const row = this.#newer.lost?.find(name) ?? -1;
    if (row >= 0 && this.#newer.id(row) === name) return row;
    const known = this.#numbers.get(name) ?? this.#newer.models + this.#numbers.size;
    if (known >= mostParents) throw new RangeError("There are too many parents to compare.");
    this.#numbers.set(name, known);
    return known;
  }
}

function keyOf(child: number, parent: number, relation: number): number {
  return (child * mostParents + parent) * relationCodes.length + relation;
}

function newerKeys({ edges, lost }: LineageColumns, names: ParentNames): Keys {
  const numbers = lost === null ? [] : lost.names.map(name => names.numberOf(name));
  const keys = new Float64Array(edges.child.length + (lost?.child.length ?? 0));
  let at = 0;
  for (let edge = 0; edge < edges.child.length; edge++)
    keys[at++] = keyOf(edges.child[edge]!, edges.parent[edge]!, edges.relation[edge]!);
  if (lost !== null)
    for (let link = 0; link < lost.child.length; link++)
      keys[at++] = keyOf(lost.child[link]!, numbers[lost.name[link]!]!, lost.relation[link]!);
  return keys.sort();
}

/** The older links of models that are in both, with the newer numbers, and how many were of models that are gone. */
function olderKeys(columns: LineageColumns, names: ParentNames, after: Int32Array): readonly [Keys, number] {
  const { edges, lost } = columns;
  const numbers = lost === null ? [] : lost.names.map(name => names.numberOf(name));
  const keys = new Float64Array(edges.child.length + (lost?.child.length ?? 0));
  let [at, gone] = [0, 0];
  const add = (child: number, parent: number, relation: number) => {
    const row = after[child]!;
    if (row < 0) gone++;
    else keys[at++] = keyOf(row, parent, relation);
  };
  for (let edge = 0; edge < edges.child.length; edge++) {
    const parent = edges.parent[edge]!;
    const number = after[parent]! >= 0 ? after[parent]! : names.numberOf(columns.id(parent));
    add(edges.child[edge]!, number, edges.relation[edge]!);
  }
  if (lost !== null)
    for (let link = 0; link < lost.child.length; link++)
      add(lost.child[link]!, numbers[lost.name[link]!]!, lost.relation[link]!);
  return [keys.slice(0, at).sort(), gone];
}
