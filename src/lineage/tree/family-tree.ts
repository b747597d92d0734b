import type { Family, FamilyEdge } from "../family";
import { type Model, type Relation, relations } from "../model";
import { licenseText } from "../traits/trait-change";
import { edgesBy } from "../walk";

/** Where a model is, seen from the model in the middle. */
export type Side = "focus" | "ancestor" | "descendant";

/** One model in the tree that is drawn around the focus; every model has exactly one. */
export interface TreeNode {
  readonly id: string;
  /** Null for a declared parent that the Hub does not show. */
  readonly model: Model | null;
  readonly side: Side;
  /** Steps from the focus, on either side. */
  readonly level: number;
  /** The neighbor nearer to the focus; null for the focus. */
  readonly toward: TreeNode | null;
  /** The relation of the edge between this node and `toward`; null for the focus. */
  readonly relation: Relation | null;
  /** False if `toward` leads to this node only by a detour through the other side of a cycle. */
  readonly joined: boolean;
  /** The neighbors farther from the focus: its children on the right, its parents on the left. */
  readonly away: readonly TreeNode[];
  /** Only the focus has both sides: its parents are here, its children in `away`. */
  readonly parents: readonly TreeNode[];
}

/** A family as a tree around one model; what does not fit into the tree (merges, cycles) is only in the edges. */
export interface FamilyTree {
  readonly focus: TreeNode;
  readonly nodes: ReadonlyMap<string, TreeNode>;
  readonly edges: readonly FamilyEdge[];
  readonly parentsOf: ReadonlyMap<string, readonly FamilyEdge[]>;
  readonly childrenOf: ReadonlyMap<string, readonly FamilyEdge[]>;
  readonly missing: ReadonlySet<string>;
  /** For each model of a cycle, all models of that cycle. */
  readonly cycles: ReadonlyMap<string, readonly string[]>;
  readonly unchecked: ReadonlySet<string>;
}

const rank = Object.fromEntries(relations.map((relation, at) => [relation, at])) as Record<Relation, number>;

interface Draft extends TreeNode {
  away: Draft[];
  readonly parents: Draft[];
}

/** Most models have nothing farther away; those share one list. */
const nothing: Draft[] = [];

interface Walk {
  readonly missing: ReadonlySet<string>;
  readonly models: ReadonlyMap<string, Model>;
  readonly nodes: Map<string, Draft>;
}

/** Orders models by relation, then the most downloaded first, then by id. */
function inShownOrder(a: TreeNode, b: TreeNode): number {
  const byRelation = rank[a.relation ?? "unknown"] - rank[b.relation ?? "unknown"];
  if (byRelation !== 0) return byRelation;
  const byDownloads = (b.model?.downloads ?? -1) - (a.model?.downloads ?? -1);
  return byDownloads !== 0 ? byDownloads : a.id < b.id ? -1 : 1;
}

function attach(
  walk: Walk,
  id: string,
  model: Model | null,
  toward: Draft,
  relation: Relation,
  side: Side,
  joined: boolean,
): Draft {
  const level = toward.level + 1;
  const node: Draft = { id, model, side, level, toward, relation, joined, away: nothing, parents: nothing };
  walk.nodes.set(id, node);
  if (side === "ancestor" && toward.side === "focus") toward.parents.push(node);
  else if (toward.away === nothing) toward.away = [node];
  else toward.away.push(node);
  return node;
}

/**
 * Walks breadth first from the focus along one end of the edges. In a cycle, a model may already be on the other side;
 * the walk goes on through it, and what lies beyond is attached, unjoined, to the nearest node of this side.
 */
function walkAway(
  walk: Walk,
  focus: Draft,
  edgesOf: ReadonlyMap<string, readonly FamilyEdge[]>,
  end: "parent" | "child",
): void {
  const side: Side = end === "parent" ? "ancestor" : "descendant";
  const queue = [{ id: focus.id, holder: focus }];
  const seen = new Set([focus.id]);
  for (let at = 0; at < queue.length; at++) {
    const { id, holder } = queue[at] as { id: string; holder: Draft };
    for (const edge of edgesOf.get(id) ?? []) {
      const next = edge[end];
      if (seen.has(next)) continue;
      const model = walk.models.get(next) ?? null;
      const known = model !== null || (end === "parent" && walk.missing.has(next));
      if (!known) continue;
      seen.add(next);
      const placed = walk.nodes.has(next);
      const joined = holder.id === id;
      queue.push({
        id: next,
        holder: placed ? holder : attach(walk, next, model, holder, edge.relation, side, joined),
      });
    }
  }
}

/**
 * Grows the tree around `focus`: ancestors to one side, descendants to the other, breadth first, each model once.
 * A model that is both, in a cycle, is placed among the ancestors.
 */
export function growTree(family: Family, focusId: string): FamilyTree {
  const models = new Map(family.models.map(model => [model.id, model]));
  const edges = family.edges.filter(edge => edge.child !== edge.parent);
  const parentsOf = edgesBy(edges, "child");
  const childrenOf = edgesBy(edges, "parent");
  const missing = new Set(family.missing);
  const focus: Draft = {
    id: focusId,
    model: models.get(focusId) ?? null,
    side: "focus",
    level: 0,
    toward: null,
    relation: null,
    joined: true,
    away: [],
    parents: [],
  };
  const walk: Walk = { models, missing, nodes: new Map([[focusId, focus]]) };
  walkAway(walk, focus, parentsOf, "parent");
  walkAway(walk, focus, childrenOf, "child");
  for (const { away } of walk.nodes.values()) if (away.length > 1) away.sort(inShownOrder);
  focus.parents.sort(inShownOrder);
  const cycles = new Map(family.cycles.flatMap(cycle => cycle.map(id => [id, cycle] as const)));
  const unchecked = new Set(family.unchecked);
  return { focus, nodes: walk.nodes, edges, parentsOf, childrenOf, missing, cycles, unchecked };
}

/** Reads a value from a model as one text; null if it is not declared or not known. */
export type ReadValue = (model: Model) => string | null;

/** The differing values of a parent and its child. */
export interface ValueChange {
  readonly from: string;
  readonly to: string;
}

/** The values of a parent and its child if both are known and differ, else null. */
export function valueChange(
  parent: Model | null | undefined,
  child: Model | null | undefined,
  read: ReadValue,
): ValueChange | null {
  const from = parent ? read(parent) : null;
  const to = child ? read(child) : null;
  return from !== null && to !== null && from !== to ? { from, to } : null;
}

/** What changes between a node and its neighbor toward the focus; null for the focus or if only a cycle joins them. */
export function changeToward({ side, model, toward, joined }: TreeNode, read: ReadValue): ValueChange | null {
  if (toward === null || !joined) return null;
  return side === "ancestor"
    ? valueChange(model, toward.model, read)
    : valueChange(toward.model, model, read);
}

/** The licenses of a parent and its child if both are known and differ, else null. */
export function licenseChange(tree: FamilyTree, edge: FamilyEdge): ValueChange | null {
  return valueChange(tree.nodes.get(edge.parent)?.model, tree.nodes.get(edge.child)?.model, licenseText);
}

/** The models from a node up to its root: via the focus, then via the first known parent of each. */
export function pathToRoot(tree: FamilyTree, node: TreeNode): readonly TreeNode[] {
  const path: TreeNode[] = [];
  const seen = new Set<TreeNode>();
  let at: TreeNode | null | undefined = node;
  while (at && !seen.has(at)) {
    seen.add(at);
    path.push(at);
    at =
      at.side === "descendant"
        ? at.toward
        : (tree.parentsOf.get(at.id) ?? []).map(edge => tree.nodes.get(edge.parent)).find(Boolean);
  }
  return path;
}

/** The edge to a node's neighbor toward the focus; null for the focus or if only a cycle joins them. */
export function edgeToward(tree: FamilyTree, node: TreeNode): FamilyEdge | null {
  const { toward } = node;
  if (!toward) return null;
  const [child, parent] = node.side === "ancestor" ? [toward.id, node.id] : [node.id, toward.id];
  return tree.parentsOf.get(child)?.find(edge => edge.parent === parent) ?? null;
}
