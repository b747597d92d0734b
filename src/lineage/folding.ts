import { edgeToward, type FamilyTree, licenseChange, type TreeNode } from "./family-tree";
import { type Relation, relations } from "./model";

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

/** A model that is drawn. */
export interface VisibleModel {
  readonly kind: "model";
  readonly key: string;
  readonly node: TreeNode;
  /** Whether the neighbours farther from the focus are drawn. */
  readonly open: boolean;
  /** How many neighbours farther from the focus there are. */
  readonly count: number;
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
  /** How many of the hidden models have another license than the neighbour that they hang on. */
  readonly changes: number;
  /** How many of the hidden models have each license. */
  readonly licenses: ReadonlyMap<string | null, number>;
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
  /** Whether something opened by hand stays closed, because too much is drawn already. */
  readonly full: boolean;
}

/** A group of siblings of one relation larger than this is folded. */
export const groupLimit = 8;
/** Of the folded groups of one model, so many of the most downloaded are drawn all the same, shared out among the groups. */
const previewed = 8;
/** The least that each folded group shows of its most downloaded, and how many it shows of those that branch most. */
const leastPreviewed = 3;
/** How many models of a folded group each opening shows. */
export const pageSize = 50;
/** How many models and stubs the depth alone may draw; beyond it a person opens by hand. */
export const automaticLimit = 130;
/** How many models are drawn at most. */
export const drawnLimit = 1000;

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

function membersOf(all: readonly TreeNode[], relation: Relation, joined: boolean): readonly TreeNode[] {
  return all.filter(node => (node.relation ?? "unknown") === relation && node.joined === joined);
}

function groupsOf(
  holder: TreeNode,
  side: "left" | "right",
  state: OpenState,
  revealed: ReadonlySet<TreeNode>,
): Group[] {
  const all = sideNodes(holder, side);
  const byRelation = relations
    .flatMap(relation =>
      [true, false].map(joined => ({ relation, joined, members: membersOf(all, relation, joined) })),
    )
    .filter(({ members }) => members.length > 0);
  const large = byRelation.filter(({ members }) => members.length > groupLimit).length;
  const share = Math.max(leastPreviewed, Math.ceil(previewed / Math.max(1, large)));
  return byRelation.map(({ relation, joined, members }) => {
    const key = stubKey(holder.id, side, relation, joined);
    const limit = members.length <= groupLimit ? members.length : (state.shown.get(key) ?? 0);
    const preview = members.length > limit ? previewOf(members, share) : new Set();
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

function changesIn(tree: FamilyTree, nodes: readonly TreeNode[]): number {
  return nodes.filter(node => {
    const edge = edgeToward(tree, node);
    return edge !== null && licenseChange(tree, edge) !== null;
  }).length;
}

function licensesOf(nodes: readonly TreeNode[]): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const { model } of nodes) {
    const license = model?.license ?? null;
    counts.set(license, (counts.get(license) ?? 0) + 1);
  }
  return counts;
}

function stubOf(tree: FamilyTree, holder: TreeNode, side: "left" | "right", group: Group): VisibleStub {
  return {
    kind: "stub",
    key: group.key,
    holder,
    side,
    relation: group.relation,
    joined: group.joined,
    hidden: group.hidden.length,
    drawn: group.drawn.length,
    changes: changesIn(tree, group.hidden),
    licenses: licensesOf(group.hidden),
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
  readonly next: Visible[];
}

function closedModel(node: TreeNode, side: "left" | "right"): OpenVisible {
  return {
    kind: "model",
    key: modelKey(node.id),
    node,
    open: false,
    count: sideNodes(node, side).length,
    next: [],
  };
}

/** Decides what of a family is drawn: by depth, by what was opened and closed by hand, and within the limits above. */
export function fold(tree: FamilyTree, state: OpenState): Folded {
  const revealed = pathTo(tree, state.reveal);
  const depth = state.depth === "all" ? Number.POSITIVE_INFINITY : state.depth;
  const left = closedModel(tree.focus, "left");
  const right = closedModel(tree.focus, "right");
  const queue: { readonly item: OpenVisible; readonly side: "left" | "right" }[] = [
    { item: left, side: "left" },
    { item: right, side: "right" },
  ];
  let models = 1;
  let stubs = 0;
  let full = false;
  for (let at = 0; at < queue.length; at++) {
    const { item, side } = queue[at] as (typeof queue)[number];
    const { node } = item;
    const isParentsOfFocus = node.side === "focus" && side === "left";
    if (item.count === 0 || (state.closed.has(node.id) && !isParentsOfFocus)) continue;
    // What leads to the revealed model is open; the revealed model itself opens only as any other.
    const leads = revealed.has(node) && node.id !== state.reveal;
    const byHand = leads || state.opened.has(node.id) || node.side === "focus";
    if (!byHand && node.level >= depth) continue;
    const groups = groupsOf(node, side, state, revealed);
    const size = groups.reduce((sum, group) => sum + group.drawn.length, 0);
    const folded = groups.filter(group => group.hidden.length > 0).length;
    if (models + stubs + size + folded > (byHand ? drawnLimit : automaticLimit) && !leads) {
      full ||= byHand;
      continue;
    }
    models += size;
    stubs += folded;
    item.open = true;
    for (const group of groups) {
      const opened = group.drawn.map(child => closedModel(child, side));
      item.next.push(...opened);
      queue.push(...opened.map(child => ({ item: child, side })));
      if (group.hidden.length > 0) item.next.push(stubOf(tree, node, side, group));
    }
  }
  return { left, right, models, full };
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

/** The state after a stub showed its next page. */
export function openStub(state: OpenState, stub: VisibleStub): OpenState {
  const before = state.shown.get(stub.key) ?? 0;
  return { ...state, shown: new Map(state.shown).set(stub.key, before + pageSize) };
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
