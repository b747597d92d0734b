import type { Relation } from "../../../src/lineage/model";
import type { TreeNode } from "../../../src/lineage/tree/family-tree";
import { modelKey } from "../../../src/lineage/tree/folding";
import type { CrossLink, PlacedNode } from "../../../src/lineage/tree/layout";
import type { Inks } from "../../../src/pictures/family/inks";
import { dashes } from "../../../src/pictures/family/palette";
import type { Pen } from "../../../src/pictures/svg-context";
import { type Camera, toScreen } from "./camera";
import { type Bus, type Scene, sideOfNode } from "./tree-scene";

/** Settings for drawing lines. */
export interface LinkPen {
  readonly context: Pen;
  readonly inks: Inks;
  readonly scene: Scene;
  readonly camera: Camera;
  /** Shape scale: 1 at the natural zoom. */
  readonly scale: number;
}

/** The horizontal segment of a line of descent, in window px, and where it breaks. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly breakX: number;
}

const shapeEdge = 8;
/** Extra space for a break at the end of an ancestor's label, compared with an unbroken line, in px. */
export const breakRoom = 16;
/** Maximum number of lines from further parents drawn at once; more would hide the tree. */
export const mostCrosses = 400;

/** How far left of the children's shapes the line to their parent runs, in px. */
export function busInset({ scene, camera }: Pick<LinkPen, "scene" | "camera">): number {
  const { time, gap } = scene.layout;
  return time === null ? Math.max(18, Math.min(44, 0.72 * gap * camera.kx)) : 0;
}

function stretchOf(pen: LinkPen, node: PlacedNode): Stretch | null {
  const { camera, scene, scale } = pen;
  const { toward } = node;
  if (toward === null || !node.joined) return null;
  const edge = shapeEdge * scale;
  const at = toScreen(camera, node.x, node.y);
  const near = toScreen(camera, toward.x, toward.y);
  if (sideOfNode(node) === "right") {
    const from = scene.layout.time === null ? at.x - busInset(pen) : near.x;
    const to = at.x - edge;
    return { from, to, y: at.y, breakX: scene.layout.time === null ? (from + to) / 2 : to - 9 };
  }
  if (scene.layout.time !== null)
    return { from: at.x, to: near.x - edge, y: near.y, breakX: near.x - edge - 9 };
  const to = near.x - busInset(pen);
  return { from: at.x + edge, to, y: at.y, breakX: to - 10 };
}

/** The center of a pixel row or column, where a thin line is sharp. */
function sharp(place: number): number {
  return Math.floor(place) + 0.5;
}

function level(context: Pen, from: number, to: number, y: number): void {
  context.moveTo(from, sharp(y));
  context.lineTo(to, sharp(y));
}

function drawBus(pen: LinkPen, bus: Bus): void {
  const { context, camera, scale } = pen;
  const x = sharp(bus.x * camera.kx + camera.x - busInset(pen));
  const top = Math.max(-2, bus.top * camera.k + camera.y);
  const bottom = Math.min(camera.height + 2, bus.bottom * camera.k + camera.y);
  const hub = toScreen(camera, bus.hub.x, bus.hub.y);
  if (bottom > top) {
    context.moveTo(x, top);
    context.lineTo(x, bottom);
  }
  if (hub.y < -2 || hub.y > camera.height + 2 || pen.scene.layout.time !== null) return;
  const edge = shapeEdge * scale;
  if (bus.side === "right") level(context, hub.x + edge, x, hub.y);
  else level(context, x, hub.x - edge, hub.y);
}

/** Draws the lines between models and their neighbors, skipping those outside the window or no longer than a dot. */
export function drawBuses(pen: LinkPen): void {
  const { context, camera, inks, scene } = pen;
  context.strokeStyle = inks.stroke;
  context.lineWidth = 1;
  context.setLineDash([]);
  context.beginPath();
  for (const bus of scene.buses) {
    const top = bus.top * camera.k + camera.y;
    const bottom = bus.bottom * camera.k + camera.y;
    if (bottom < -40 || top > camera.height + 40) continue;
    const isDot = bottom - top < 1.5 && camera.k < 0.1;
    if (!isDot) drawBus(pen, bus);
  }
  context.stroke();
}

/** Draws the horizontal segment of each node, in the style of its relation. */
export function drawStretches(pen: LinkPen, indexes: readonly number[]): void {
  const { context, inks, scene } = pen;
  const byRelation = new Map<Relation, Stretch[]>();
  for (const index of indexes) {
    const node = scene.layout.nodes[index] as PlacedNode;
    const stretch = stretchOf(pen, node);
    if (stretch === null) continue;
    const group = byRelation.get(node.relation);
    if (group) group.push(stretch);
    else byRelation.set(node.relation, [stretch]);
  }
  context.strokeStyle = inks.stroke;
  for (const [relation, stretches] of byRelation) {
    context.setLineDash([...dashes[relation]]);
    context.lineWidth = relation === "quantized" ? 1.8 : 1;
    context.beginPath();
    for (const { from, to, y } of stretches) level(context, from, to, y);
    context.stroke();
  }
  context.setLineDash([]);
}

/** Draws a break on each line where the trait changes: two strokes across a gap. */
export function drawBreaks(pen: LinkPen, indexes: readonly number[]): void {
  const { context, inks, scene, scale } = pen;
  const at: { x: number; y: number }[] = [];
  for (const index of indexes) {
    if (scene.changes[index] === 0) continue;
    const stretch = stretchOf(pen, scene.layout.nodes[index] as PlacedNode);
    if (stretch) at.push({ x: stretch.breakX, y: stretch.y });
  }
  slash(context, inks, at, Math.max(0.55, Math.min(1.2, scale)));
}

function slash(
  context: Pen,
  inks: Inks,
  at: readonly { readonly x: number; readonly y: number }[],
  size: number,
): void {
  context.fillStyle = inks.background;
  for (const { x, y } of at) context.fillRect(x - 3.5 * size, y - 2, 7 * size, 4);
  context.strokeStyle = inks.warn;
  context.lineWidth = 1.9 * Math.max(0.8, size);
  context.lineCap = "round";
  context.beginPath();
  for (const { x, y } of at) {
    for (const shift of [-5 * size, 1 * size]) {
      context.moveTo(x + shift, y + 6 * size);
      context.lineTo(x + shift + 4 * size, y - 6 * size);
    }
  }
  context.stroke();
  context.lineCap = "butt";
}

function isInSight({ from, to }: CrossLink, camera: Camera): boolean {
  const a = from.y * camera.k + camera.y;
  const b = to.y * camera.k + camera.y;
  return Math.max(a, b) > 0 && Math.min(a, b) < camera.height;
}

function curve(pen: LinkPen, { from, to }: CrossLink): void {
  const { context, camera, scale } = pen;
  const a = toScreen(camera, from.x, from.y);
  const b = toScreen(camera, to.x, to.y);
  const edge = shapeEdge * scale;
  const reach = b.x > a.x + 2 * edge ? (b.x - a.x) / 2 : 60;
  context.moveTo(a.x + edge, a.y);
  context.bezierCurveTo(a.x + edge + reach, a.y, b.x - edge - reach, b.y, b.x - edge, b.y);
}

/**
 * Draws lines from further parents of merges and those that close a cycle; if too many are visible, or rows have merged, only
 * those of the selected model. Returns the number left out.
 */
export function drawCrosses(pen: LinkPen, selected: string | null, isFar: boolean): number {
  const { context, inks, scene, camera } = pen;
  const inSight = scene.layout.crosses.filter(cross => isInSight(cross, camera));
  const own = (cross: CrossLink) =>
    selected !== null && [cross.from.item.key, cross.to.item.key].includes(modelKey(selected));
  const drawn = isFar || inSight.length > mostCrosses ? inSight.filter(own) : inSight;
  context.strokeStyle = inks.stroke;
  context.lineWidth = 1;
  context.setLineDash([...dashes.merge]);
  context.beginPath();
  for (const cross of drawn) if (!own(cross)) curve(pen, cross);
  context.stroke();
  context.strokeStyle = inks.text;
  context.beginPath();
  for (const cross of drawn) if (own(cross)) curve(pen, cross);
  context.stroke();
  context.setLineDash([]);
  slash(
    context,
    inks,
    drawn
      .filter(cross => cross.change && (own(cross) || camera.k > 0.4))
      .map(({ from, to }) => {
        const a = toScreen(camera, from.x, from.y);
        const b = toScreen(camera, to.x, to.y);
        return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
      }),
    0.8,
  );
  return inSight.length - drawn.length;
}

function pathStep(pen: LinkPen, outer: PlacedNode): void {
  const { context, camera } = pen;
  const stretch = stretchOf(pen, outer);
  const inner = outer.toward;
  if (stretch === null || inner === null) return;
  const edge = shapeEdge * pen.scale;
  const near = toScreen(camera, inner.x, inner.y);
  const at = toScreen(camera, outer.x, outer.y);
  level(context, stretch.from, stretch.to, stretch.y);
  const isRight = sideOfNode(outer) === "right";
  const byTime = pen.scene.layout.time !== null;
  const x = byTime ? (isRight ? near.x : at.x) : isRight ? stretch.from : stretch.to;
  context.moveTo(sharp(x), at.y);
  context.lineTo(sharp(x), near.y);
  if (byTime) return;
  if (isRight) level(context, near.x + edge, x, near.y);
  else level(context, x, near.x - edge, near.y);
}

/** Draws the path from a model to its root over the other lines. */
export function drawPath(pen: LinkPen, path: readonly TreeNode[]): void {
  const { context, inks, scene } = pen;
  context.strokeStyle = inks.accent;
  context.lineWidth = 2;
  context.beginPath();
  for (const [index, node] of path.entries()) {
    const next = path[index + 1];
    const a = scene.layout.byKey.get(modelKey(node.id));
    const b = next && scene.layout.byKey.get(modelKey(next.id));
    if (!a || !b) continue;
    if (a.toward === b && a.joined) pathStep(pen, a);
    else if (b.toward === a && b.joined) pathStep(pen, b);
    else curve(pen, { from: b, to: a, relation: "unknown", change: null });
  }
  context.stroke();
}
