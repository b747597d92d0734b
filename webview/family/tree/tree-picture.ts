import { grouped } from "../../../src/lineage/in-words";
import type { TreeNode } from "../../../src/lineage/tree/family-tree";
import type { PlacedNode } from "../../../src/lineage/tree/layout";
import type { Inks, Measure } from "../../../src/pictures/family/inks";
import type { Pen } from "../../../src/pictures/svg-context";
import { t } from "../../../src/words/words";
import type { Camera } from "./camera";
import { drawDays, drawDensity } from "./tree-far";
import {
  type Attention,
  chooseLabels,
  type DrawnLabel,
  drawLabels,
  drawPlates,
  hasRowsApart,
} from "./tree-labels";
import { drawBreaks, drawBuses, drawCrosses, drawPath, drawStretches } from "./tree-links";
import { drawShapes, type NodePen } from "./tree-nodes";
import type { Scene } from "./tree-scene";

/** Settings for a picture, apart from the scene. */
export interface Look {
  readonly inks: Inks;
  readonly measure: Measure;
  readonly camera: Camera;
  /** Distance between two rows at the natural zoom, in px. */
  readonly row: number;
  readonly attention: Attention;
  readonly selected: string | null;
  /** The path from the selected model to its root. */
  readonly path: readonly TreeNode[];
}

/** What was drawn of a scene. */
export interface Picture {
  readonly labels: readonly DrawnLabel[];
  /** The level of detail: every name, shapes plus the names that fit, or density. */
  readonly detail: "names" | "shapes" | "density";
  /** Lines from further parents that were left out. */
  readonly hiddenCrosses: number;
}

/** Below this row distance on screen, in px, rows merge. */
const densityBelow = 3;

/** First node of a column at or below a vertical position. */
function firstFrom(nodes: readonly PlacedNode[], from: number, to: number, y: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.y ?? 0) < y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Indexes of the nodes whose row is in the window. */
function rowsInSight({ layout }: Scene, { k, y, height }: Camera): number[] {
  const found: number[] = [];
  for (const column of layout.columns) {
    const first = firstFrom(layout.nodes, column.from, column.to, (-24 - y) / k);
    const last = (height + 24 - y) / k;
    for (let index = first; index < column.to && (layout.nodes[index]?.y ?? 0) <= last; index++)
      found.push(index);
  }
  return found;
}

function drawAxis({ context, inks, scene, camera }: NodePen): void {
  const { time } = scene.layout;
  if (time === null) return;
  context.strokeStyle = inks.stroke;
  context.lineWidth = 1;
  context.globalAlpha = 0.35;
  context.beginPath();
  for (const { x } of time.ticks) {
    const at = Math.round(x * camera.kx + camera.x) + 0.5;
    context.moveTo(at, 0);
    context.lineTo(at, camera.height);
  }
  context.stroke();
  context.globalAlpha = 1;
}

/** The day labels, on top of everything else. */
function drawAxisNames({ context, inks, scene, camera }: NodePen, measure: Measure): void {
  const { time } = scene.layout;
  if (time === null) return;
  const height = inks.fontSize + 9;
  context.fillStyle = inks.background;
  context.globalAlpha = 0.9;
  context.fillRect(0, 0, camera.width, height);
  context.globalAlpha = 1;
  context.font = `${inks.fontSize * 0.9}px ${inks.fontFamily}`;
  context.fillStyle = inks.soft;
  context.textBaseline = "middle";
  let free = Number.NEGATIVE_INFINITY;
  const { undatedModels: models } = time;
  const name = models > 0 ? t`date unknown (${grouped(models)})` : t`date unknown`;
  const undated = time.undated === null ? [] : [{ x: time.undated, name }];
  for (const { x, name } of [...undated, ...time.ticks]) {
    const at = x * camera.kx + camera.x;
    if (at < free) continue;
    context.fillText(name, at + 4, height / 2);
    free = at + measure(name, false) + 14;
  }
}

/** Draws a scene as seen by a camera. */
export function drawPicture(context: Pen, scene: Scene, look: Look): Picture {
  const { camera, inks, attention, measure } = look;
  const ratio = devicePixelRatio;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = inks.background;
  context.fillRect(0, 0, camera.width, camera.height);
  const pitch = look.row * camera.k;
  const scale = Math.max(0.3, Math.min(1.6, (pitch / look.row) ** 0.6));
  const pen: NodePen = { context, inks, scene, camera, scale, pitch };
  const dense = pitch < densityBelow;
  const inSight = dense ? [] : rowsInSight(scene, camera);
  const labels = chooseLabels(pen, inSight, attention, measure);
  drawAxis(pen);
  drawBuses(pen);
  // By time, a column of the layout is no place.
  if (dense && scene.layout.time !== null) drawDays(pen);
  else if (dense) drawDensity(pen);
  drawStretches(pen, inSight);
  const hiddenCrosses = drawCrosses(pen, look.selected);
  drawPath(pen, look.path);
  drawPlates(pen, labels, attention);
  drawBreaks(pen, inSight);
  drawShapes(pen, dense ? labels.map(({ index }) => index) : inSight);
  drawLabels(pen, labels);
  drawAxisNames(pen, measure);
  const detail = dense ? "density" : hasRowsApart(pen) ? "names" : "shapes";
  return { labels, detail, hiddenCrosses };
}
