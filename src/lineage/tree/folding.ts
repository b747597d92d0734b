import { type Relation, type RelationCounts, relations } from "../model";
import { changeToward, type FamilyTree, type ReadValue, type TreeNode } from "./family-tree";

/** How many levels are open on both sides before anything is opened by hand. */
export type Depth = 1 | 2 | 3 | "all";

/** What a person has opened and closed; everything else follows from the depth. */
export interface OpenState {
  readonly depth: Depth;
  /** Ids opened by hand. */
  readonly opened: ReadonlySet<string>;
  /** Ids closed by hand. */
  readonly closed: ReadonlySet<string>;
  /** How many models a large group shows, by the key of its stub. */
  readonly shown: ReadonlyMap<string, number>;
  /** One model that is shown whatever hides it (what the find field found). */
  readonly reveal: string | null;
}

/** How a family is looked at: the trait that is compared, and what a filter leaves of it (null: everything). */
export interface Looking {
  readonly read: ReadValue;
  readonly shown: ReadonlySet<string> | null;
}

/** A model that is drawn. */
export interface VisibleModel {
  readonly kind: "model";
  readonly key: string;
  readonly node: TreeNode;
  /** Whether the neighbors farther from the focus are drawn. */
  readonly open: boolean;
  /** How many neighbors farther from the focus there are. */
  readonly count: number;
  /** Those of them that are not drawn because this model is closed, by relation. */
  readonly closed: RelationCounts;
  readonly next: readonly Visible[];
}

/** The folded rest of a group of siblings. */
export interface VisibleStub {
  readonly kind: "stub";
  readonly key: string;
  /** The model whose children (on the left: parents) are folded here. */
  readonly holder: TreeNode;
  readonly side: "left" | "right";
  readonly relation: Relation;
  readonly hidden: number;
  /** False for models that hang here only by way of a cycle: no line leads to them. */
  readonly joined: boolean;
  /** How many of the group are drawn already. */
  readonly drawn: number;
  /** How many of the hidden models have another value of the trait than the neighbor that they hang on. */
  readonly changes: number;
  /** How many of the hidden models have each value of the trait. */
  readonly values: ReadonlyMap<string | null, number>;
  /** The hidden models, the most downloaded first. */
  readonly members: readonly TreeNode[];
  readonly next: readonly [];
}

/** Whatever has a place in the drawing. */
export type Visible = VisibleModel | VisibleStub;

/** What is drawn of a family: two trees that share the focus. */
export interface Folded {
  /** The focus with its descendants. */
  readonly right: VisibleModel;
  /** The focus with its ancestors. */
  readonly left: VisibleModel;
  /** Number of models that are drawn. */
  readonly models: number;
}

/** A group of siblings of one relation larger than this is folded. */
export const groupLimit = 8;
/** Of the folded groups of one model, so many of the most downloaded are drawn all the same, shared out among the groups. */
const previewed = 8;
/** The least that each folded group shows of its most downloaded, and how many it shows of those that branch most. */
const leastPreviewed = 3;
/** A folded group of at most so many opens in the picture; a larger one opens as a list. */
export const pageSize = 50;

/** Nothing opened by hand, one level up and down. */
export const startState: OpenState = {
  depth: 1,
  opened: new Set(),
  closed: new Set(),
  shown: new Map(),
  reveal: null,
};

/** The side of the drawing on which something stands; the focus counts to the right. */
export function sideOf(item: Visible): "left" | "right" {
  if (item.kind === "stub") return item.side;
  return item.node.side === "ancestor" ? "left" : "right";
}

/** The key of a model in a drawing. */
export function modelKey(id: string): string {
  return `model ${id}`;
}

function stubKey(holderId: string, side: "left" | "right", relation: Relation, joined: boolean): string {
  return `${side} ${joined ? relation : `${relation}-cycle`} ${holderId}`;
}

/** One group of siblings: those that are drawn, and those that are folded. */
interface Group {
  readonly key: string;
  readonly relation: Relation;
  readonly joined: boolean;
  readonly drawn: readonly TreeNode[];
  readonly hidden: readonly TreeNode[];
}

/** The models of a large group that are worth seeing before it is opened: the most used, and those with most children. */
function previewOf(members: readonly TreeNode[], share: number): Set<TreeNode> {
  const branching = members
    .filter(node => node.away.length > 0)
    .sort((a, b) => b.away.length - a.away.length);
  return new Set([...members.slice(0, share), ...branching.slice(0, leastPreviewed)]);
}

/** The groups of siblings, in the order of relations; those that hang on by a cycle alone come after the others of theirs. */
function siblingGroups(all: readonly TreeNode[]) {
  const groups: { relation: Relation; joined: boolean; members: TreeNode[] }[] = [];
  let last: (typeof groups)[number] | undefined;
  for (const node of all) {
    const { joined } = node;
    const relation = node.relation ?? "unknown";
    // Siblings stand in the order of their relations, so that most belong to the group of the one before.
    if (last?.relation !== relation || last.joined !== joined) {
      last = groups.find(group => group.relation === relation && group.joined === joined);
      if (!last) {
        last = { relation, joined, members: [] };
        groups.push(last);
      }
    }
    last.members.push(node);
  }
  return groups.sort(
    (a, b) =>
      relations.indexOf(a.relation) - relations.indexOf(b.relation) || Number(b.joined) - Number(a.joined),
  );
}

/** The neighbors of a node on one side that the filter leaves. */
function sideShown(node: TreeNode, side: "left" | "right", { shown }: Looking): readonly TreeNode[] {
  const all = sideNodes(node, side);
  return shown === null ? all : all.filter(({ id }) => shown.has(id));
}

function groupsOf(
  holder: TreeNode,
  side: "left" | "right",
  all: readonly TreeNode[],
  state: OpenState,
  revealed: ReadonlySet<TreeNode>,
): Group[] {
  const byRelation = siblingGroups(all);
  const large = byRelation.filter(({ members }) => members.length > groupLimit).length;
  const share = Math.max(leastPreviewed, Math.ceil(previewed / Math.max(1, large)));
  return byRelation.map(({ relation, joined, members }) => {
    const key = stubKey(holder.id, side, relation, joined);
    const whole = state.depth === "all" || members.length <= groupLimit;
    const limit = whole ? members.length : (state.shown.get(key) ?? 0);
    if (members.length <= limit) return { key, relation, joined, drawn: members, hidden: [] };
    const preview = previewOf(members, share);
    const isDrawn = (node: TreeNode, index: number) =>
      index < limit || preview.has(node) || revealed.has(node);
    const drawn = members.filter(isDrawn);
    const hidden = members.filter((node, index) => !isDrawn(node, index));
    // A stub for one or two models would take the room that they need.
    const folds = hidden.length > 2;
    return { key, relation, joined, drawn: folds ? drawn : members, hidden: folds ? hidden : [] };
  });
}

function sideNodes(node: TreeNode, side: "left" | "right"): readonly TreeNode[] {
  return node.side === "focus" && side === "left" ? node.parents : node.away;
}

function valuesOf(nodes: readonly TreeNode[], read: ReadValue): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const { model } of nodes) {
    const value = model === null ? null : read(model);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function stubOf(holder: TreeNode, side: "left" | "right", group: Group, read: ReadValue): VisibleStub {
  return {
    kind: "stub",
    key: group.key,
    holder,
    side,
    relation: group.relation,
    joined: group.joined,
    hidden: group.hidden.length,
    drawn: group.drawn.length,
    changes: group.hidden.filter(node => changeToward(node, read) !== null).length,
    values: valuesOf(group.hidden, read),
    members: group.hidden,
    next: [],
  };
}

/** The models between the focus and the revealed one, which must be open for it to be seen. */
function pathTo(tree: FamilyTree, id: string | null): Set<TreeNode> {
  const path = new Set<TreeNode>();
  for (let node = id === null ? null : tree.nodes.get(id); node; node = node.toward) path.add(node);
  return path;
}

interface OpenVisible extends VisibleModel {
  open: boolean;
  closed: RelationCounts;
  next: readonly Visible[];
}

const nothing: readonly Visible[] = [];
const none: RelationCounts = {};

function closedModel(node: TreeNode, count: number): OpenVisible {
  return { kind: "model", key: modelKey(node.id), node, open: false, count, closed: none, next: nothing };
}

function countsOf(nodes: readonly TreeNode[]): RelationCounts {
  const counts: Partial<Record<Relation, number>> = {};
  for (const { relation } of nodes) {
    const name = relation ?? "unknown";
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Decides what of a family is drawn: by depth, by what was opened and closed by hand, and by the filter. */
export function fold(tree: FamilyTree, state: OpenState, looking: Looking): Folded {
  const revealed = pathTo(tree, state.reveal);
  const depth = state.depth === "all" ? Number.POSITIVE_INFINITY : state.depth;
  const made = (node: TreeNode, side: "left" | "right") => {
    const all = sideShown(node, side, looking);
    return { item: closedModel(node, all.length), side, all };
  };
  const left = made(tree.focus, "left");
  const right = made(tree.focus, "right");
  const queue = [left, right];
  let models = 1;
  for (let at = 0; at < queue.length; at++) {
    const { item, side, all } = queue[at] as (typeof queue)[number];
    if (item.count === 0) continue;
    if (!isOpen(item.node, side, state, depth, revealed)) {
      item.closed = countsOf(all);
      continue;
    }
    item.open = true;
    const shown: Visible[] = [];
    item.next = shown;
    for (const group of groupsOf(item.node, side, all, state, revealed)) {
      models += group.drawn.length;
      for (const child of group.drawn) {
        const next = made(child, side);
        shown.push(next.item);
        queue.push(next);
      }
      if (group.hidden.length > 0) shown.push(stubOf(item.node, side, group, looking.read));
    }
  }
  return { left: left.item, right: right.item, models };
}

function isOpen(
  node: TreeNode,
  side: "left" | "right",
  state: OpenState,
  depth: number,
  revealed: ReadonlySet<TreeNode>,
): boolean {
  const isParentsOfFocus = node.side === "focus" && side === "left";
  if (state.closed.has(node.id) && !isParentsOfFocus) return false;
  // What leads to the revealed model is open; the revealed model itself opens only as any other.
  const leads = revealed.has(node) && node.id !== state.reveal;
  return leads || state.opened.has(node.id) || node.side === "focus" || node.level < depth;
}

/** The state after a model was opened. */
export function openModel(state: OpenState, id: string): OpenState {
  const closed = new Set(state.closed);
  closed.delete(id);
  return { ...state, closed, opened: new Set(state.opened).add(id) };
}

/** The state after a model was closed; its large groups fold again. */
export function closeModel(state: OpenState, id: string): OpenState {
  const opened = new Set(state.opened);
  opened.delete(id);
  const shown = new Map([...state.shown].filter(([key]) => key.split(" ").slice(2).join(" ") !== id));
  return { ...state, opened, shown, closed: new Set(state.closed).add(id), reveal: null };
}

/** The state after all models of a folded group were drawn. */
export function openStub(state: OpenState, { key, drawn, hidden }: VisibleStub): OpenState {
  return { ...state, shown: new Map(state.shown).set(key, drawn + hidden) };
}

/** The state in which one model is seen, whatever hides it now. */
export function revealModel(state: OpenState, tree: FamilyTree, id: string): OpenState {
  const path = [...pathTo(tree, id)].map(node => node.id).filter(other => other !== id);
  const closed = new Set([...state.closed].filter(other => !path.includes(other)));
  return { ...state, closed, reveal: id };
}

/** The state after the depth was chosen: what was closed by hand or folded by the former depth is forgotten. */
export function chooseDepth(state: OpenState, depth: Depth): OpenState {
  return { ...startState, shown: state.shown, reveal: state.reveal, depth };
}
