import { type Model, type Relation, type RelationCounts, relations } from "../model";
import { changeToward, type FamilyTree, type ReadValue, type TreeNode } from "./family-tree";

/** How many levels on both sides are open initially. */
export type Depth = 1 | 2 | 3 | "all";

/** What the user has opened and closed; everything else follows from the depth. */
export interface OpenState {
  readonly depth: Depth;
  /** Ids opened by hand. */
  readonly opened: ReadonlySet<string>;
  /** Ids closed by hand. */
  readonly closed: ReadonlySet<string>;
  /** How many models a large group shows, by the key of its stub. */
  readonly shown: ReadonlyMap<string, number>;
  /** One model that is shown no matter what (the match of the find field). */
  readonly reveal: string | null;
}

/** How to look at a family: the compared trait, and the models that a filter keeps (null: all). */
export interface Looking {
  readonly read: ReadValue;
  /** The values that folded groups are counted by; by default, those that are compared. */
  readonly groupOf?: (model: Model | null) => string | null;
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
  /** How many of them are not drawn because this model is closed, by relation. */
  readonly closed: RelationCounts;
  readonly next: readonly Visible[];
}

/** The folded rest of a group of siblings. */
export interface VisibleStub {
  readonly kind: "stub";
  readonly key: string;
  /** The model whose children (on the left: parents) are folded. */
  readonly holder: TreeNode;
  readonly side: "left" | "right";
  readonly relation: Relation;
  readonly hidden: number;
  /** False for models that are attached only through a cycle: no line leads to them. */
  readonly joined: boolean;
  /** How many models of the group are drawn. */
  readonly drawn: number;
  /** How many of the hidden models differ in the trait from the neighbor they are attached to. */
  readonly changes: number;
  /** How many of the hidden models have each value of the trait. */
  readonly values: ReadonlyMap<string | null, number>;
  /** The hidden models, most downloaded first. */
  readonly members: readonly TreeNode[];
  readonly next: readonly [];
}

/** Anything that has a place in the drawing. */
export type Visible = VisibleModel | VisibleStub;

/** The drawn part of a family: two trees that share the focus. */
export interface Folded {
  /** The focus with its descendants. */
  readonly right: VisibleModel;
  /** The focus with its ancestors. */
  readonly left: VisibleModel;
  /** The number of drawn models. */
  readonly models: number;
}

/** A group of siblings of one relation larger than this is folded. */
export const groupLimit = 8;
/** How many of the most downloaded models are still drawn, divided among the folded groups of one model. */
const previewed = 8;
/** How many of its most downloaded models each folded group shows at least, and of those that branch most. */
const leastPreviewed = 3;
/** A folded group of at most this size opens in the picture; a larger one opens as a list. */
export const pageSize = 50;

/** Nothing opened by hand, one level up and down. */
export const startState: OpenState = {
  depth: 1,
  opened: new Set(),
  closed: new Set(),
  shown: new Map(),
  reveal: null,
};

/** The side of the drawing that an item is on; the focus counts as right. */
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

/** One group of siblings: the drawn ones and the folded ones. */
interface Group {
  readonly key: string;
  readonly relation: Relation;
  readonly joined: boolean;
  readonly drawn: readonly TreeNode[];
  readonly hidden: readonly TreeNode[];
}

/** The models of a large group worth showing before it is opened: the most used, and those with the most children. */
function previewOf(members: readonly TreeNode[], share: number): Set<TreeNode> {
  const branching = members
    .filter(node => node.away.length > 0)
    .sort((a, b) => b.away.length - a.away.length);
  return new Set([...members.slice(0, share), ...branching.slice(0, leastPreviewed)]);
}

/** The groups of siblings, by relation; within a relation, those attached only through a cycle come last. */
function siblingGroups(all: readonly TreeNode[]) {
  const groups: { relation: Relation; joined: boolean; members: TreeNode[] }[] = [];
  let last: (typeof groups)[number] | undefined;
  for (const node of all) {
    const { joined } = node;
    const relation = node.relation ?? "unknown";
    // Siblings are ordered by relation, so most belong to the same group as the one before.
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

/** The neighbors of a node on one side that the filter keeps. */
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
    // A stub for one or two models would take as much room as they do.
    const folds = hidden.length > 2;
    return { key, relation, joined, drawn: folds ? drawn : members, hidden: folds ? hidden : [] };
  });
}

function sideNodes(node: TreeNode, side: "left" | "right"): readonly TreeNode[] {
  return node.side === "focus" && side === "left" ? node.parents : node.away;
}

function valuesOf(nodes: readonly TreeNode[], { read, groupOf }: Looking): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const { model } of nodes) {
    const value = groupOf ? groupOf(model) : model && read(model);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function stubOf(holder: TreeNode, side: "left" | "right", group: Group, looking: Looking): VisibleStub {
  return {
    kind: "stub",
    key: group.key,
    holder,
    side,
    relation: group.relation,
    joined: group.joined,
    hidden: group.hidden.length,
    drawn: group.drawn.length,
    changes: group.hidden.filter(node => changeToward(node, looking.read) !== null).length,
    values: valuesOf(group.hidden, looking),
    members: group.hidden,
    next: [],
  };
}

/** The models between the focus and the revealed one, which must be open to show it. */
export function pathTo(tree: FamilyTree, id: string | null): Set<TreeNode> {
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

/** Decides which part of a family is drawn: by depth, by what was opened and closed by hand, and by the filter. */
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
      if (group.hidden.length > 0) shown.push(stubOf(item.node, side, group, looking));
    }
  }
  return { left: left.item, right: right.item, models };
}

/** Whether the neighbors of a model on one side are drawn; `depth` is that of the state as a number. */
export function isOpen(
  node: TreeNode,
  side: "left" | "right",
  state: OpenState,
  depth: number,
  revealed: ReadonlySet<TreeNode>,
): boolean {
  const isParentsOfFocus = node.side === "focus" && side === "left";
  if (state.closed.has(node.id) && !isParentsOfFocus) return false;
  // What leads to the revealed model is open; the revealed model itself is treated like any other.
  const leads = revealed.has(node) && node.id !== state.reveal;
  return leads || state.opened.has(node.id) || node.side === "focus" || node.level < depth;
}

/** The state after opening a model. */
export function openModel(state: OpenState, id: string): OpenState {
  const closed = new Set(state.closed);
  closed.delete(id);
  return { ...state, closed, opened: new Set(state.opened).add(id) };
}

/** The state after closing a model; its large groups fold again. */
export function closeModel(state: OpenState, id: string): OpenState {
  const opened = new Set(state.opened);
  opened.delete(id);
  const shown = new Map([...state.shown].filter(([key]) => key.split(" ").slice(2).join(" ") !== id));
  return { ...state, opened, shown, closed: new Set(state.closed).add(id), reveal: null };
}

/** The state after unfolding a group completely. */
export function openStub(state: OpenState, { key, drawn, hidden }: VisibleStub): OpenState {
  return { ...state, shown: new Map(state.shown).set(key, drawn + hidden) };
}

/** The state in which a model is visible, whatever hides it now. */
export function revealModel(state: OpenState, tree: FamilyTree, id: string): OpenState {
  const path = [...pathTo(tree, id)].map(node => node.id).filter(other => other !== id);
  const closed = new Set([...state.closed].filter(other => !path.includes(other)));
  return { ...state, closed, reveal: id };
}

/** The state after choosing the depth: forgets what was opened and closed by hand. */
export function chooseDepth(state: OpenState, depth: Depth): OpenState {
  return { ...startState, shown: state.shown, reveal: state.reveal, depth };
}
