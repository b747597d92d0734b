import type { FamilyTree } from "../../../src/lineage/tree/family-tree";
import { sideOf } from "../../../src/lineage/tree/folding";
import type { Layout, PlacedNode } from "../../../src/lineage/tree/layout";
import type { Shape } from "../../../src/pictures/family/color-numbers";
import { type Palette, shapeOf } from "../../../src/pictures/family/palette";
import { modelRadius, type SizeBy, sizeScale, usualRadius } from "./size-scale";
import { type Label, labelOf } from "./tree-words";

/** A vertical line that joins a model to its neighbors farther from the focus. */
export interface Bus {
  /** The column of the children, whose left edge the line follows; by time, the position of the parent itself. */
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  /** The single end: the parent on the right side, the child on the left. */
  readonly hub: PlacedNode;
  readonly side: "left" | "right";
}

/** Everything needed for drawing, in numeric columns indexed by layout node. */
export interface Scene {
  readonly tree: FamilyTree;
  readonly palette: Palette;
  readonly layout: Layout;
  /** Color number. */
  readonly ink: Uint8Array;
  readonly shape: readonly Shape[];
  /** Half the width of the shape, in px at zoom 1. */
  readonly radius: Float32Array;
  /** Number of models that change the trait on the line to their neighbor: 0 or 1, or the count behind a stub. */
  readonly changes: Uint32Array;
  /** 1 if a filter keeps the node only as a path to others. */
  readonly pale: Uint8Array;
  readonly buses: readonly Bus[];
  /** The rank of each node: 0 has the highest label priority. */
  readonly ranks: () => Uint32Array;
  readonly label: (index: number) => Label;
}

function busesOf(layout: Layout): Bus[] {
  const spans = new Map<PlacedNode, { left: [number, number] | null; right: [number, number] | null }>();
  const columnX = new Map(layout.columns.map(({ column, x }) => [column, x]));
  for (const { toward, joined, y, column } of layout.nodes) {
    if (toward === null || !joined) continue;
    const side = column < 0 ? "left" : "right";
    const span = spans.get(toward) ?? { left: null, right: null };
    spans.set(toward, span);
    const before: [number, number] = span[side] ?? [toward.y, toward.y];
    span[side] = [Math.min(before[0], y), Math.max(before[1], y)];
  }
  const byTime = layout.time !== null;
  return [...spans].flatMap(([hub, span]) =>
    (["left", "right"] as const).flatMap((side): Bus[] => {
      const ends = span[side];
      if (ends === null || (byTime && side === "left")) return [];
      const x = byTime ? hub.x : (columnX.get(side === "left" ? hub.column : hub.column + 1) ?? hub.x);
      return [{ x, top: ends[0], bottom: ends[1], hub, side }];
    }),
  );
}

/** A node's label priority when space is limited. */
function worth({ item, change }: PlacedNode): number {
  if (item.kind === "stub") return item.hidden * 10;
  return (item.node.model?.downloads ?? 0) + item.node.away.length * 100 + (change ? 10 : 0);
}

function ranksOf(nodes: readonly PlacedNode[]): Uint32Array {
  const worths = Float64Array.from(nodes, worth);
  const order = nodes.map((_, index) => index).sort((a, b) => (worths[b] ?? 0) - (worths[a] ?? 0));
  const ranks = new Uint32Array(nodes.length);
  for (const [rank, index] of order.entries()) ranks[index] = rank;
  return ranks;
}

/** Prepares a layout for drawing. */
export function sceneOf(
  tree: FamilyTree,
  palette: Palette,
  layout: Layout,
  looks: { readonly sizeBy: SizeBy; readonly matching: ReadonlySet<string> | null },
): Scene {
  const { nodes } = layout;
  const ink = new Uint8Array(nodes.length);
  const radius = new Float32Array(nodes.length);
  const changes = new Uint32Array(nodes.length);
  const pale = new Uint8Array(nodes.length);
  const shape = new Array<Shape>(nodes.length);
  const scale = sizeScale(tree, looks.sizeBy);
  for (const [index, placed] of nodes.entries()) {
    const { item } = placed;
    const model = item.kind === "model" ? item.node.model : null;
    ink[index] = palette.inkOf(palette.valueOf(model));
    radius[index] = item.kind === "stub" ? usualRadius : modelRadius(scale, model);
    changes[index] = placed.change ? 1 : placed.changes;
    shape[index] = item.kind === "stub" ? item.relation : shapeOf(tree, item.node);
    pale[index] =
      looks.matching !== null && item.kind === "model" && !looks.matching.has(item.node.id) ? 1 : 0;
  }
  const labels: Label[] = [];
  let ranks: Uint32Array | null = null;
  return {
    tree,
    palette,
    layout,
    ink,
    shape,
    radius,
    changes,
    pale,
    buses: busesOf(layout),
    ranks() {
      ranks ??= ranksOf(nodes);
      return ranks;
    },
    label(index) {
      let label = labels[index];
      const item = nodes[index]?.item;
      if (!label && item) label = labels[index] = labelOf(tree, item, palette.readChange, palette.trait);
      return label ?? { owner: "", name: "", note: "", handle: "", shortHandle: "", isGroup: false };
    },
  };
}

/** Whether a node is the focused model, whose name is bold. */
export function isFocus({ item }: PlacedNode): boolean {
  return item.kind === "model" && item.node.side === "focus";
}

/** Which side of the drawing a node is on. */
export function sideOfNode({ item }: PlacedNode): "left" | "right" {
  return sideOf(item);
}
