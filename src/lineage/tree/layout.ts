import { cluster, hierarchy, tree as tidyTree } from "d3-hierarchy";
import type { Relation } from "../model";
import { changeToward, type FamilyTree, type ReadValue, type ValueChange, valueChange } from "./family-tree";
import { type Folded, modelKey, type Visible, type VisibleModel } from "./folding";
import { type TimeAxis, timeAxis } from "./time-axis";

/** What stands from left to right: generations, or the days on which models were created. */
export type Horizontal = "generation" | "time";

/** Sizes in pixels at a zoom of 1, and what the drawing is about. */
export interface LayoutOptions {
  /** Distance of two neighbors in a column, at least 20. */
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
  /** Its place in the list of nodes. */
  readonly index: number;
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

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

type Draft = Mutable<PlacedNode>;

function relationOf(item: Visible): Relation {
  return item.kind === "stub" ? item.relation : (item.node.relation ?? "unknown");
}

/**
 * One side, generation by generation, each from top to bottom. By generation: the tidy tree of d3, no two nodes of a
 * column nearer than a row. By time: every leaf has a row of its own, since any two models may be as old as each other.
 */
function placeSide(root: VisibleModel, direction: -1 | 1, { row, horizontal, read }: LayoutOptions): Draft[] {
  // Most are leaves: without a list of their own, d3 makes no copy of it.
  const shape = hierarchy<Visible>(root, item => (item.next.length > 0 ? item.next : null));
  const place = horizontal === "time" ? cluster<Visible>() : tidyTree<Visible>();
  place.nodeSize([row, 1]).separation((a, b) => (a.parent === b.parent ? 1 : 1.4));
  const placed = place(shape);
  // The clustered root is in the middle of its leaves, not at 0.
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

/** Both sides from the left to the right, with one focus between them. */
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

/** Of a longer column the first names decide how wide it is; others are cut, as where there is no room. */
const mostMeasured = 400;

/** The columns from left to right, so wide that the widest label of each fits, if there is room; the focus stands at x 0. */
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
    // By far most models have one parent, and stand beside it.
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

/** Places what is drawn of a family, left to right: ancestors, the focus, descendants; or by the day of creation. */
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
