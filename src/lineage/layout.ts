import { hierarchy, tree as tidyTree } from "d3-hierarchy";
import type { FamilyEdge } from "./family";
import { type FamilyTree, licenseChange } from "./family-tree";
import { type Folded, modelKey, type Visible, type VisibleModel } from "./folding";
import type { Relation } from "./model";

/** Sizes in pixels at a zoom of 1. */
export interface LayoutSizes {
  /** Distance of two neighbours in a column, at least 20. */
  readonly row: number;
  /** Room for links between two columns. */
  readonly gap: number;
  /** Width of a node with its label. */
  readonly width: (item: Visible) => number;
}

/** One node with its place: `x` is the left end of its box, `y` its middle. */
export interface PlacedNode {
  readonly item: Visible;
  /** 0 for the focus, negative for ancestors, positive for descendants. */
  readonly column: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Key of the node nearer to the focus; null for the focus. */
  readonly toward: string | null;
}

/** One line of the drawing, from a parent to its child. */
export interface PlacedLink {
  readonly key: string;
  readonly from: PlacedNode;
  readonly to: PlacedNode;
  readonly relation: Relation;
  /** `tree` joins neighbours of the tree, `cross` is a further parent of a merge or part of a cycle. */
  readonly kind: "tree" | "cross";
  /** x at which the line leaves the column of its parent. */
  readonly turn: number;
  readonly change: { readonly from: string; readonly to: string } | null;
  /** How many models behind a stub have another license than their neighbour on this line; 0 for a single model. */
  readonly changes: number;
}

/** A drawing of a family; the focus is at y 0. */
export interface Layout {
  /** Column by column from the left, each from top to bottom. */
  readonly nodes: readonly PlacedNode[];
  readonly byKey: ReadonlyMap<string, PlacedNode>;
  readonly links: readonly PlacedLink[];
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
  readonly toward: string | null;
}

/** Rows of one side by the tidy tree of d3: no two nodes of a column nearer than a row. */
function spots(root: VisibleModel, direction: -1 | 1, row: number): Spot[] {
  const shape = hierarchy<Visible>(root, item => item.next);
  const place = tidyTree<Visible>()
    .nodeSize([row, 1])
    .separation((a, b) => (a.parent === b.parent ? 1 : 1.4));
  return place(shape)
    .descendants()
    .map(({ data, depth, x, parent }) => ({
      item: data,
      column: depth * direction,
      y: Math.round(x),
      toward: parent?.data.key ?? null,
    }));
}

/** Left ends of all columns, so that the widest label of each fits. */
function columnPlaces(all: readonly Spot[], sizes: LayoutSizes): Map<number, { x: number; width: number }> {
  const widest = new Map<number, number>();
  for (const { item, column } of all)
    widest.set(column, Math.max(widest.get(column) ?? 0, sizes.width(item)));
  const places = new Map<number, { x: number; width: number }>();
  let x = 0;
  for (let column = 0; widest.has(column); column++) {
    const width = widest.get(column) ?? 0;
    places.set(column, { x, width });
    x += width + sizes.gap;
  }
  x = 0;
  for (let column = -1; widest.has(column); column--) {
    const width = widest.get(column) ?? 0;
    x -= width + sizes.gap;
    places.set(column, { x, width });
  }
  return places;
}

function boundsOf(nodes: readonly PlacedNode[], row: number): Layout["bounds"] {
  const bounds = { left: 0, top: 0, right: 0, bottom: 0 };
  for (const { x, y, width } of nodes) {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x + width);
    bounds.top = Math.min(bounds.top, y - row / 2);
    bounds.bottom = Math.max(bounds.bottom, y + row / 2);
  }
  return bounds;
}

function stubLink(
  node: PlacedNode,
  byKey: ReadonlyMap<string, PlacedNode>,
  turn: (n: PlacedNode) => number,
): PlacedLink[] {
  const holder = node.toward === null ? undefined : byKey.get(node.toward);
  if (node.item.kind !== "stub" || !node.item.joined || !holder) return [];
  const [from, to] = node.column < 0 ? [node, holder] : [holder, node];
  const { key, relation, changes } = node.item;
  return [{ key, from, to, relation, kind: "tree", turn: turn(from), change: null, changes }];
}

function edgeLink(
  tree: FamilyTree,
  edge: FamilyEdge,
  byKey: ReadonlyMap<string, PlacedNode>,
  turn: (n: PlacedNode) => number,
): PlacedLink[] {
  const from = byKey.get(modelKey(edge.parent));
  const to = byKey.get(modelKey(edge.child));
  if (!from || !to) return [];
  const joins = from.toward === to.item.key || to.toward === from.item.key;
  const kind = joins && from.column < to.column ? "tree" : "cross";
  const key = `${edge.parent} > ${edge.child}`;
  const change = licenseChange(tree, edge);
  return [{ key, from, to, relation: edge.relation, kind, turn: turn(from), change, changes: 0 }];
}

/** Places what is drawn of a family, left to right: ancestors, the focus, descendants. */
export function layOut(tree: FamilyTree, folded: Folded, sizes: LayoutSizes): Layout {
  const right = spots(folded.right, 1, sizes.row);
  const left = spots(folded.left, -1, sizes.row).slice(1);
  const all = [...left, ...right].sort((a, b) => a.column - b.column || a.y - b.y);
  const columns = columnPlaces(all, sizes);
  const nodes = all.map(spot => {
    const x = columns.get(spot.column)?.x ?? 0;
    return { ...spot, x, width: sizes.width(spot.item) };
  });
  const byKey = new Map(nodes.map(node => [node.item.key, node]));
  const turn = ({ column }: PlacedNode) => {
    const place = columns.get(column);
    return place ? place.x + place.width : 0;
  };
  const links = [
    ...tree.edges.flatMap(edge => edgeLink(tree, edge, byKey, turn)),
    ...nodes.flatMap(node => stubLink(node, byKey, turn)),
  ];
  return { nodes, byKey, links, bounds: boundsOf(nodes, sizes.row) };
}
