import { cluster, hierarchy, tree as tidyTree } from "d3-hierarchy";
import type { Relation } from "../model";
import { changeToward, type FamilyTree, type ReadValue, type ValueChange, valueChange } from "./family-tree";
import { type Folded, modelKey, type Visible, type VisibleModel } from "./folding";
import { type TimeAxis, timeAxis } from "./time-axis";

/** What the horizontal axis shows: generations, or days of creation. */
export type Horizontal = "generation" | "time";

/** Sizes in px at a zoom of 1, and what the drawing shows. */
export interface LayoutOptions {
  /** The distance between neighbors in a column, at least 20. */
  readonly row: number;
  /** The room for lines between two columns. */
  readonly gap: number;
  /** The width of a node with its label. */
  readonly width: (item: Visible) => number;
  /** The width that the columns should fit into while names stay readable; Infinity for no limit. */
  readonly room: number;
  readonly horizontal: Horizontal;
  /** Reads the trait whose changes interrupt the lines. */
  readonly read: ReadValue;
}

/** One node with the position of its center. */
export interface PlacedNode {
  readonly item: Visible;
  /** Its index in the list of nodes. */
  readonly index: number;
  /** 0 for the focus, negative for ancestors, positive for descendants. */
  readonly column: number;
  readonly x: number;
  readonly y: number;
  /** The node nearer to the focus; null for the focus. */
  readonly toward: PlacedNode | null;
  /** Whether a line joins it to `toward`; some models of a cycle are reached only by a detour. */
  readonly joined: boolean;
  readonly relation: Relation;
  /** What changes on that line. */
  readonly change: ValueChange | null;
  /** How many models of a stub change it; 0 for a single model. */
  readonly changes: number;
}

/** A line that is not part of the tree: from a further parent of a merge, or part of a cycle. */
export interface CrossLink {
  readonly from: PlacedNode;
  readonly to: PlacedNode;
  readonly relation: Relation;
  readonly change: ValueChange | null;
}

/** One column of the drawing: the nodes with indexes from `from` up to but not including `to`. */
export interface Column {
  readonly column: number;
  readonly x: number;
  readonly width: number;
  readonly from: number;
  readonly to: number;
}

/** A drawing of a family; the focus is at y 0. */
export interface Layout {
  /** Column by column from the left, each from top to bottom. */
  readonly nodes: readonly PlacedNode[];
  readonly byKey: ReadonlyMap<string, PlacedNode>;
  readonly columns: readonly Column[];
  /** Room for lines between two columns. */
  readonly gap: number;
  readonly crosses: readonly CrossLink[];
  readonly horizontal: Horizontal;
  /** The time axis, if the horizontal axis shows time. */
  readonly time: TimeAxis | null;
  readonly bounds: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

type Draft = Mutable<PlacedNode>;

function relationOf(item: Visible): Relation {
  return item.kind === "stub" ? item.relation : (item.node.relation ?? "unknown");
}

/**
 * Places one side, generation by generation, each from top to bottom. By generation: the tidy tree of d3, with nodes of
 * a column at least a row apart. By time: every leaf has its own row, since any two models may be of the same age.
 */
function placeSide(root: VisibleModel, direction: -1 | 1, { row, horizontal, read }: LayoutOptions): Draft[] {
  // Most are leaves: with null instead of an empty list, d3 copies nothing.
  const shape = hierarchy<Visible>(root, item => (item.next.length > 0 ? item.next : null));
  const place = horizontal === "time" ? cluster<Visible>() : tidyTree<Visible>();
  place.nodeSize([row, 1]).separation((a, b) => (a.parent === b.parent ? 1 : 1.4));
  const placed = place(shape);
  // In a cluster, the root is in the middle of its leaves, not at 0.
  const middle = placed.x;
  const draft = (item: Visible, depth: number, x: number, toward: Draft | null): Draft => ({
    item,
    index: 0,
    column: depth * direction,
    x: 0,
    y: Math.round(x - middle),
    toward,
    joined: item.kind === "stub" ? item.joined : item.node.joined,
    relation: relationOf(item),
    change: item.kind === "model" ? changeToward(item.node, read) : null,
    changes: item.kind === "stub" ? item.changes : 0,
  });
  const points = [placed];
  const drafts = [draft(root, 0, placed.x, null)];
  for (let at = 0; at < points.length; at++) {
    const holder = drafts[at] ?? null;
    for (const child of points[at]?.children ?? []) {
      points.push(child);
      drafts.push(draft(child.data, child.depth, child.x, holder));
    }
  }
  return drafts;
}

/** Both sides from left to right, with a single focus between them. */
function joinSides(left: readonly Draft[], right: readonly Draft[]): Draft[] {
  const focus = right[0];
  const generations: Draft[][] = [];
  for (const node of left.slice(1)) {
    if (node.toward === left[0]) node.toward = focus ?? null;
    const at = -node.column;
    const generation = generations[at];
    if (generation) generation.push(node);
    else generations[at] = [node];
  }
  return [...generations.reverse().flat(), ...right];
}

/** The minimum width of a column, in px. */
const narrowestColumn = 130;

/** The maximum column width at which all columns fit into the room; the widest shrink first. */
function widestColumn(widths: readonly number[], room: number): number {
  let left = room;
  for (const [at, width] of [...widths].sort((a, b) => a - b).entries()) {
    const share = left / (widths.length - at);
    if (width > share) return Math.max(narrowestColumn, share);
    left -= width;
  }
  return Number.POSITIVE_INFINITY;
}

/** How many names of a column are measured to find its width; longer names after those are cut. */
const mostMeasured = 400;

/** The columns from left to right, each as wide as its widest label if there is room; the focus is at x 0. */
function columnsOf(nodes: readonly Draft[], { width, gap, room }: LayoutOptions): Column[] {
  const columns: Mutable<Column>[] = [];
  for (const [index, node] of nodes.entries()) {
    node.index = index;
    let last = columns.at(-1);
    if (last?.column !== node.column) {
      last = { column: node.column, x: 0, width: 0, from: index, to: index };
      columns.push(last);
    }
    if (index - last.from < mostMeasured) last.width = Math.max(last.width, width(node.item));
    last.to = index + 1;
  }
  const widest = widestColumn(
    columns.map(each => each.width),
    room - gap * (columns.length - 1),
  );
  let x = 0;
  for (const each of columns) {
    each.width = Math.min(each.width, widest);
    each.x = x;
    x += each.width + gap;
  }
  const origin = columns.find(({ column }) => column === 0)?.x ?? 0;
  for (const each of columns) each.x -= origin;
  return columns;
}

function stand(nodes: readonly Draft[], columns: readonly Column[], time: TimeAxis | null): void {
  for (const { from, to, x } of columns) {
    for (let at = from; at < to; at++) {
      const node = nodes[at] as Draft;
      node.x = time === null ? x : time.xOf(node.item);
    }
  }
}

/** The edges that the tree itself does not draw: further parents, and the edges that close a cycle. */
function crossLinks(tree: FamilyTree, byKey: ReadonlyMap<string, PlacedNode>, read: ReadValue): CrossLink[] {
  const found: CrossLink[] = [];
  for (const [id, edges] of tree.parentsOf) {
    // Nearly all models have one parent and are next to it.
    const child = tree.nodes.get(id);
    if (edges.length === 1 && child?.side === "descendant" && child.joined) continue;
    for (const edge of edges) {
      const from = byKey.get(modelKey(edge.parent));
      const to = byKey.get(modelKey(edge.child));
      if (from?.item.kind !== "model" || to?.item.kind !== "model") continue;
      const [outer, inner] = to.column > 0 ? [to, from] : [from, to];
      if (outer.toward === inner && outer.joined) continue;
      const change = valueChange(from.item.node.model, to.item.node.model, read);
      found.push({ from, to, relation: edge.relation, change });
    }
  }
  return found;
}

function boundsOf(nodes: readonly PlacedNode[], columns: readonly Column[], row: number): Layout["bounds"] {
  let [left, right, top, bottom] = [0, 0, 0, 0];
  const widths = new Map(columns.map(({ column, width }) => [column, width]));
  for (const { x, y, column } of nodes) {
    left = Math.min(left, x);
    right = Math.max(right, x + (widths.get(column) ?? 0));
    top = Math.min(top, y - row / 2);
    bottom = Math.max(bottom, y + row / 2);
  }
  return { left, top, right, bottom };
}

/** Lays out the drawn part of a family, left to right: ancestors, focus, descendants; or by the day of creation. */
export function layOut(tree: FamilyTree, folded: Folded, options: LayoutOptions): Layout {
  const nodes = joinSides(placeSide(folded.left, -1, options), placeSide(folded.right, 1, options));
  const columns = columnsOf(nodes, options);
  const { gap, horizontal } = options;
  const time = horizontal === "time" ? timeAxis(nodes.map(({ item }) => item)) : null;
  stand(nodes, columns, time);
  const byKey = new Map<string, PlacedNode>();
  for (const node of nodes) byKey.set(node.item.key, node);
  const crosses = crossLinks(tree, byKey, options.read);
  const bounds = boundsOf(nodes, columns, options.row);
  return { nodes, byKey, columns, gap, crosses, horizontal, time, bounds };
}
