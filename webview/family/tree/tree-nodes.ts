import type { PlacedNode } from "../../../src/lineage/tree/layout";
import { isHollow, noInk, type Shape, unreadInk } from "../../../src/pictures/family/color-numbers";
import type { Inks } from "../../../src/pictures/family/inks";
import { outline } from "../../../src/pictures/family/palette";
import { type Pen, writtenPath } from "../../../src/pictures/svg-context";
import { type Camera, toScreen } from "./camera";
import { isFocus, type Scene } from "./tree-scene";

/** Settings for drawing shapes. */
export interface NodePen {
  readonly context: Pen;
  readonly inks: Inks;
  readonly scene: Scene;
  readonly camera: Camera;
  /** Scale of shapes and text: 1 at the natural zoom. */
  readonly scale: number;
  /** Distance between neighbors in a column on screen, in px. */
  readonly pitch: number;
}

/** Half the width of an outline as defined, in px. */
const outlineRadius = 5.5;
/** Below this half width, in px, a shape is drawn as a dot. */
const smallestShape = 2.4;

const paths = new Map<Shape, Path2D>();

function pathOf(shape: Shape): Path2D {
  let path = paths.get(shape);
  if (path === undefined) {
    path = writtenPath(outline(shape));
    paths.set(shape, path);
  }
  return path;
}

/** Half the width of a node's shape on screen, in px. */
export function radiusOf({ scene, scale }: Pick<NodePen, "scene" | "scale">, index: number): number {
  return Math.max(1.2, (scene.radius[index] ?? outlineRadius) * scale);
}

function isMissing({ item }: PlacedNode): boolean {
  return item.kind === "model" && item.node.model === null;
}

function drawDots(pen: NodePen, indexes: readonly number[]): void {
  const { context, inks, scene, camera } = pen;
  for (const index of indexes) {
    const node = scene.layout.nodes[index] as PlacedNode;
    const radius = radiusOf(pen, index);
    const { x, y } = toScreen(camera, node.x, node.y);
    const ink = scene.ink[index] ?? noInk;
    context.fillStyle = isHollow(ink) ? inks.soft : (inks.palette[ink] ?? inks.soft);
    context.globalAlpha = scene.pale[index] ? 0.35 : isHollow(ink) ? 0.6 : 1;
    context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
  }
  context.globalAlpha = 1;
}

function drawShape(pen: NodePen, index: number): void {
  const { context, inks, scene, camera } = pen;
  const node = scene.layout.nodes[index] as PlacedNode;
  const { x, y } = toScreen(camera, node.x, node.y);
  const ink = node.item.kind === "stub" ? noInk : (scene.ink[index] ?? noInk);
  const size = radiusOf(pen, index) / outlineRadius;
  const ratio = devicePixelRatio;
  context.setTransform(ratio * size, 0, 0, ratio * size, ratio * x, ratio * y);
  context.globalAlpha = scene.pale[index] ? 0.4 : 1;
  const path = pathOf(scene.shape[index] ?? "unknown");
  context.fillStyle = inks.palette[ink] ?? inks.soft;
  context.fill(path, "evenodd");
  if (isHollow(ink) || isMissing(node)) {
    context.strokeStyle = isMissing(node) ? inks.warn : inks.soft;
    context.lineWidth = 1.4 / size;
    context.setLineDash(isMissing(node) || ink === unreadInk ? [2.5, 2] : []);
    context.stroke(path);
    context.setLineDash([]);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
}

/** Draws the shapes of the nodes: outlines, or dots if they are too small. */
export function drawShapes(pen: NodePen, indexes: readonly number[]): void {
  const small = indexes.filter(index => radiusOf(pen, index) < smallestShape);
  drawDots(pen, small);
  for (const index of indexes) if (radiusOf(pen, index) >= smallestShape) drawShape(pen, index);
  const { context, inks, scene, camera, scale } = pen;
  const focus = indexes.find(index => isFocus(scene.layout.nodes[index] as PlacedNode));
  if (focus === undefined) return;
  const node = scene.layout.nodes[focus] as PlacedNode;
  const { x, y } = toScreen(camera, node.x, node.y);
  context.strokeStyle = inks.text;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, y, radiusOf(pen, focus) + 4 * Math.max(0.6, scale), 0, 2 * Math.PI);
  context.stroke();
}
