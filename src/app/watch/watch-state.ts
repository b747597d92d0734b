import type { Relation } from "../../lineage/model";

/** What a watch notes of a model: one that is watched, or one of its ancestors or children. */
export interface WatchedModel {
  /** The ID that the Hub uses today. */
  readonly id: string;
  /** Whether the Hub shows it. */
  readonly isVisible: boolean;
  readonly license: string | null;
  /** Whether people have to accept terms; null if that is not known. */
  readonly gated: boolean | null;
  /** The successor that its card names. */
  readonly newVersion: string | null;
  readonly parents: readonly { readonly parent: string; readonly relation: Relation }[];
}

/** What was known at one time of watched models, their ancestors, and their children. */
export interface WatchState {
  /** In ms since 1970; null if that is not known. */
  readonly at: number | null;
  /** The watched models. */
  readonly own: readonly string[];
  /** Every model that was read, by the ID by which it was asked for. */
  readonly models: ReadonlyMap<string, WatchedModel>;
  /** The children of watched models. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** Models that by their names are copies of a watched model, by others, and declare no parent. */
  readonly unnamed: ReadonlyMap<string, string>;
}

/** All ancestors of a model that a state knows by name, nearest first, each once, with the relation of the last step. */
export function ancestorsIn(state: WatchState, id: string): ReadonlyMap<string, Relation> {
  const found = new Map<string, Relation>();
  let level: readonly string[] = [id];
  while (level.length > 0) {
    const next: string[] = [];
    for (const member of level)
      for (const { parent, relation } of state.models.get(member)?.parents ?? []) {
        if (parent === id || found.has(parent)) continue;
        found.set(parent, relation);
        next.push(parent);
      }
    level = next;
  }
  return found;
}

/** The ancestors that watched models had in an earlier state. */
export function formerAncestors(before: WatchState | null): ReadonlySet<string> {
  return new Set(before?.own.flatMap(id => [...ancestorsIn(before, id).keys()]) ?? []);
}

/** A model that the Hub does not show, with what an earlier state had of it, for when it comes back. */
export function goneModel(id: string, was: WatchedModel | undefined): WatchedModel {
  const nothing = { id, license: null, gated: null, newVersion: null, parents: [] };
  return { ...(was ?? nothing), isVisible: false };
}
