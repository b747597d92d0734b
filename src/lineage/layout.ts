import { cluster, hierarchy, tree as tidyTree } from "d3-hierarchy";
import type { FamilyEdge } from "./family";
import { changeToward, type FamilyTree, type ReadValue, type ValueChange, valueChange } from "./family-tree";
import { type Folded, modelKey, type Visible, type VisibleModel } from "./folding";
import type { Relation } from "./model";
import { type TimeAxis, timeAxis } from "./time-axis";

/** What stands from left to right: generations, or the days on which models were created. */
export type Horizontal = "generation" | "time";

/** Sizes in pixels at a zoom of 1, and what the drawing is about. */
export interface LayoutOptions {
  /** Distance of two neighbours in a column, at least 20. */
  readonly row: number;
  /** Room for lines between two columns. */
  readonly gap: number;
  /** Width of a node with its label. */
  readonly width: (item: Visible) => number;
  /** Width into which the columns are pressed as far as names stay readable; Infinity for as wide as they like. */
  readonly room: number;
  readonly horizontal: Horizontal;
  /** Reads the trait whose changes break the lines. */
  readonly read: ReadValue;
}

/** One node with its place: the middle of its shape. */
export interface PlacedNode {
  readonly item: Visible;
  /** 0 for the focus, negative for ancestors, positive for descendants. */
  readonly column: number;
  readonly x: number;
  readonly y: number;
  /** The node nearer to the focus; null for the focus. */
  readonly toward: PlacedNode | null;
  /** Whether a line joins it to `toward`: only a way around leads to some models of a cycle. */
  readonly joined: boolean;
  readonly relation: Relation;
  /** What changes on that line. */
  readonly change: ValueChange | null;
  /** How many models behind a stub change it; 0 for a single model. */
  readonly changes: number;
}

/** A line beside those of the tree: from a further parent of a merge, or part of a cycle. */
export interface CrossLink {
  readonly from: PlacedNode;
  readonly to: PlacedNode;
  readonly relation: Relation;
  readonly change: ValueChange | null;
}

/** One column of the drawing: its nodes are `from` up to `to` (not included) in the order of the layout. */
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
  /** The days behind the places, when time stands from left to right. */
  readonly time: TimeAxis | null;
  readonly bounds: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
}

interface Spot {
  readonly item: Visible;
  readonly column: number;
  readonly y: number;
  readonly towardKey: string | null;
}

/**
 * Rows of one side. By generation: the tidy tree of d3, no two nodes of a column nearer than a row. By time: every leaf
 * has a row of its own, since any two models may be as old as each other.
 */
function spots(root: VisibleModel, direction: -1 | 1, { row, horizontal }: LayoutOptions): Spot[] {
  const shape = hierarchy<Visible>(root, item => item.next);
  const place = horizontal === "time" ? cluster<Visible>() : tidyTree<Visible>();
  place.nodeSize([row, 1]).separation((a, b) => (a.parent === b.parent ? 1 : 1.4));
  const placed = place(shape);
  // The clustered root is in the middle of its leaves, not at 0.
  const middle = placed.x;
  return placed.descendants().map(({ data, depth, x, parent }) => ({
    item: data,
    column: depth * direction,
    y: Math.round(x - middle),
    towardKey: parent?.data.key ?? null,
  }));
}

/** No column is pressed below this width, in px. */
const narrowestColumn = 130;

/** The greatest width of a column at which all of them fit into the room: the widest give way first. */
function widestColumn(widths: readonly number[], room: number): number {
  let left = room;
  for (const [at, width] of [...widths].sort((a, b) => a - b).entries()) {
    const share = left / (widths.length - at);
    if (width > share) return Math.max(narrowestColumn, share);
    left -= width;
  }
  return Number.POSITIVE_INFINITY;
}

/** The columns from left to right, so wide that the widest label of each fits, if there is room; the focus stands at x 0. */
function columnsOf(all: readonly Spot[], { width, gap, room }: LayoutOptions): Column[] {
  const columns: { column: number; x: number; width: number; from: number; to: number }[] = [];
  for (const [index, { item, column }] of all.entries()) {
    let last = columns.at(-1);
    if (last?.column !== column) {
      last = { column, x: 0, width: 0, from: index, to: index };
      columns.push(last);
    }
    last.width = Math.max(last.width, width(item));
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

function relationOf({ item }: Spot): Relation {
  return item.kind === "stub" ? item.relation : (item.node.relation ?? "unknown");
}

/** Spots become nodes from the focus outwards, so that each knows the one it hangs on. */
function placeNodes(
  all: readonly Spot[],
  xOf: (spot: Spot) => number,
  read: ReadValue,
): { nodes: PlacedNode[]; byKey: Map<string, PlacedNode> } {
  const byKey = new Map<string, PlacedNode>();
  const nodes = new Array<PlacedNode>(all.length);
  const order = all.map((_, index) => index);
  order.sort((a, b) => Math.abs(all[a]?.column ?? 0) - Math.abs(all[b]?.column ?? 0));
  for (const index of order) {
    const spot = all[index] as Spot;
    const { item, column, y, towardKey } = spot;
    const node: PlacedNode = {
      item,
      column,
      x: xOf(spot),
      y,
      toward: towardKey === null ? null : (byKey.get(towardKey) ?? null),
      joined: item.kind === "stub" ? item.joined : item.node.joined,
      relation: relationOf(spot),
      change: item.kind === "model" ? changeToward(item.node, read) : null,
      changes: item.kind === "stub" ? item.changes : 0,
    };
    nodes[index] = node;
    byKey.set(item.key, node);
  }
  return { nodes, byKey };
}

function crossLink(edge: FamilyEdge, byKey: ReadonlyMap<string, PlacedNode>, read: ReadValue): CrossLink[] {
  const from = byKey.get(modelKey(edge.parent));
  const to = byKey.get(modelKey(edge.child));
  if (from?.item.kind !== "model" || to?.item.kind !== "model") return [];
  const [outer, inner] = to.column > 0 ? [to, from] : [from, to];
  if (outer.toward === inner && outer.joined) return [];
  const change = valueChange(from.item.node.model, to.item.node.model, read);
  return [{ from, to, relation: edge.relation, change }];
}

/** The edges that the tree itself does not draw: further parents, and the edges that close a cycle. */
function crossLinks(tree: FamilyTree, byKey: ReadonlyMap<string, PlacedNode>, read: ReadValue): CrossLink[] {
  return tree.edges.flatMap(edge => {
    // By far most models have one parent, and stand beside it.
    const isOnlyParent = tree.parentsOf.get(edge.child)?.length === 1;
    const child = tree.nodes.get(edge.child);
    if (isOnlyParent && child?.side === "descendant" && child.toward?.id === edge.parent) return [];
    return crossLink(edge, byKey, read);
  });
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

/** Places what is drawn of a family, left to right: ancestors, the focus, descendants; or by the day of creation. */
export function layOut(tree: FamilyTree, folded: Folded, options: LayoutOptions): Layout {
  const right = spots(folded.right, 1, options);
  const left = spots(folded.left, -1, options).slice(1);
  const all = [...left, ...right].sort((a, b) => a.column - b.column || a.y - b.y);
  const columns = columnsOf(all, options);
  const xs = new Map(columns.map(({ column, x }) => [column, x]));
  const time = options.horizontal === "time" ? timeAxis(all.map(({ item }) => item)) : null;
  const { nodes, byKey } = placeNodes(
    all,
    ({ item, column }) => time?.xOf(item) ?? xs.get(column) ?? 0,
    options.read,
  );
  const crosses = crossLinks(tree, byKey, options.read);
  const bounds = boundsOf(nodes, columns, options.row);
  const { gap, horizontal } = options;
  return { nodes, byKey, columns, gap, crosses, horizontal, time, bounds };
}
