import { cyclesOf } from "./cycles";
import type { Family, FamilyEdge } from "./family";
import type { Edge, Model, RelationCounts } from "./model";
import { mostParents } from "./traits/read-traits";
import { type Adjacency, reach } from "./walk";

/** What is known about one model of a family; times in ms since 1970, null for what was never read. */
export interface ModelFacts {
  readonly model: Model;
  readonly fetchedAt: number | null;
  /** When the list of its children was last read completely. */
  readonly childrenAt: number | null;
  /** When the snapshot was taken that this comes from, or 0 if that is not known; absent for what the Hub answered. */
  readonly snapshotAt?: number;
  /** Set if only the snapshot lists the children of a model that the Hub was asked about. */
  readonly listInSnapshot?: true;
}

/** Everything that a family is built from. */
export interface FamilySource extends Adjacency {
  /** One answer per id, in order; a bare model if only the id is known. */
  facts(ids: readonly string[]): readonly ModelFacts[];
  /** The ids that are not models: the Hub does not show them, or they cannot be repo ids. */
  gone(ids: readonly string[]): ReadonlySet<string>;
}

/** Which family: the canonical id of its root, and how many levels up and down (Infinity for all). */
export interface FamilyScope {
  readonly root: string;
  readonly up: number;
  readonly down: number;
}

function childless(counts: RelationCounts | null): boolean {
  return counts !== null && Object.values(counts).every(count => count === 0);
}

/** Whether a model may have children that nobody listed. */
export function isUnchecked({ model, childrenAt }: ModelFacts): boolean {
  return childrenAt === null && !childless(model.childCounts);
}

/** The age of the oldest answer of the Hub; what comes from a snapshot is told apart. */
function oldest(facts: readonly ModelFacts[]): number | null {
  let least = Number.POSITIVE_INFINITY;
  for (const { fetchedAt, childrenAt, snapshotAt, listInSnapshot } of facts) {
    if (snapshotAt !== undefined) continue;
    least = Math.min(least, fetchedAt ?? least, listInSnapshot ? least : (childrenAt ?? least));
  }
  return Number.isFinite(least) ? least : null;
}

function fromSnapshot(facts: readonly ModelFacts[]): Pick<Family, "snapshot"> {
  const part = facts.filter(({ snapshotAt }) => snapshotAt !== undefined);
  if (part.length === 0) return {};
  return { snapshot: { models: part.length, takenAt: part[0]?.snapshotAt || null } };
}

/** The edges of the family, and the declared parents that are not in it. */
function sortEdges(declared: readonly Edge[], members: ReadonlySet<string>, cut: ReadonlySet<string>) {
  const edges: FamilyEdge[] = [];
  const strangers = new Set<string>();
  for (const edge of declared) {
    if (edge.child === edge.parent) continue;
    if (members.has(edge.parent)) edges.push(edge);
    else if (!cut.has(edge.child)) {
      strangers.add(edge.parent);
      edges.push({ ...edge, outside: true });
    }
  }
  return { edges, strangers: [...strangers] };
}

/**
 * The family of a root as far as the source knows it: the root first, then its ancestors and its descendants, each
 * nearest first. Parents beyond the limit of levels are left out instead of being marked as outside.
 */
export function gatherFamily(source: FamilySource, { root, up, down }: FamilyScope): Family {
  const above = reach(root, up, ids => {
    const parents = source.parents(ids).map(edge => edge.parent);
    const gone = source.gone(parents);
    return parents.filter(id => !gone.has(id));
  });
  const below = reach(root, down, ids => source.children(ids).map(edge => edge.child));
  const members = new Set([root, ...above.ids, ...below.ids]);
  const ids = [...members];
  const facts = source.facts(ids);

  const declared = source.parents(ids);
  const { edges, strangers } = sortEdges(declared, members, new Set(above.cut));
  const mayGrow = new Set([root, ...below.ids]);
  const unchecked = facts.filter(fact => mayGrow.has(fact.model.id) && isUnchecked(fact));
  return {
    root,
    models: facts.map(fact => fact.model),
    edges,
    missing: [...source.gone(strangers)].sort(),
    cycles: cyclesOf(declared.filter(edge => members.has(edge.parent))),
    unchecked: unchecked.map(fact => fact.model.id),
    oldestAt: oldest(facts),
    ...withManyParents(ids, declared),
    ...fromSnapshot(facts),
  };
}

function withManyParents(ids: readonly string[], declared: readonly Edge[]): Pick<Family, "manyParents"> {
  const counts = new Map<string, number>();
  for (const { child } of declared) counts.set(child, (counts.get(child) ?? 0) + 1);
  const manyParents = ids.filter(id => (counts.get(id) ?? 0) >= mostParents);
  return manyParents.length === 0 ? {} : { manyParents };
}
