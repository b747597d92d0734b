import type { PlacedNode } from "../../../src/lineage/tree/layout";
import { unreadInk } from "../../../src/pictures/family/color-numbers";
import type { Measure } from "../../../src/pictures/family/inks";
import { barWidth, type FittedLabel, fitLabel } from "./boxes";
import { type Camera, toScreen } from "./camera";
import { breakRoom, busInset } from "./tree-links";
import type { NodePen } from "./tree-nodes";
import { isFocus, type Scene, sideOfNode } from "./tree-scene";

/** A node whose name is on screen, with its rectangle in window px. */
export interface DrawnLabel {
  readonly index: number;
  readonly fitted: FittedLabel;
  /** Center of the shape. */
  readonly x: number;
  readonly y: number;
  readonly right: number;
  /** Text scale: 1 at natural size. */
  readonly size: number;
}

/** The hovered, selected and keyboard-focused nodes, which get their names first. */
export interface Attention {
  readonly selected: number;
  readonly current: number;
  readonly hovered: number;
  /** Whether the path from the selected model to its root contains a node. */
  readonly path: ReadonlySet<number>;
}

/** Maximum number of names when zoomed out, and of candidates considered for them. */
const mostFar = 140;
const mostTried = 4000;
const lineHeight = 16;

/** Space for a label, in px: up to the lines of the next column, or to the end of its text. */
function roomOf(scene: Scene, camera: Camera, node: PlacedNode): number {
  if (scene.layout.time !== null || camera.k * 26 < 3) {
    const left = camera.width - (node.x * camera.kx + camera.x) - 6;
    return left > 90 ? Math.min(320, left) : 320;
  }
  const at = scene.layout.columns.findIndex(({ column }) => column === node.column);
  const next = scene.layout.columns[at + 1];
  if (!next) return Math.max(120, camera.width - (node.x * camera.kx + camera.x) - 6);
  return (next.x - node.x) * camera.kx - busInset({ scene, camera }) - 6;
}

/** Prevents names from overlapping; finds those nearby by bands of the window that are as high as a line. */
class Taken {
  readonly #bands = new Map<number, [left: number, right: number, y: number][]>();

  /** Claims a space around the middle of a line unless it is occupied. */
  take(left: number, right: number, y: number): boolean {
    const band = Math.floor(y / lineHeight);
    const isNear = ([from, to, middle]: [number, number, number]) =>
      left < to && right > from && Math.abs(middle - y) < lineHeight;
    for (const near of [band - 1, band, band + 1]) if (this.#bands.get(near)?.some(isNear)) return false;
    const here = this.#bands.get(band);
    if (here) here.push([left, right, y]);
    else this.#bands.set(band, [[left, right, y]]);
    return true;
  }
}

function labelAt(
  pen: NodePen,
  index: number,
  measure: Measure,
  rooms: Map<number, number>,
  pointed: boolean,
): DrawnLabel | null {
  const { scene, camera, scale } = pen;
  const node = scene.layout.nodes[index];
  if (!node) return null;
  const { x, y } = toScreen(camera, node.x, node.y);
  const size = Math.max(1, Math.min(1.6, scale));
  let room = rooms.get(node.column);
  if (room === undefined || scene.layout.time !== null) room = roomOf(scene, camera, node);
  rooms.set(node.column, room);
  const isBroken = scene.layout.time === null && sideOfNode(node) === "left" && scene.changes[index] !== 0;
  if (isBroken) room -= breakRoom;
  const label = scene.label(index);
  // The close sign appears only on hover; elsewhere it would be clutter.
  const quiet = node.item.kind === "model" && node.item.open && !pointed;
  const shown = quiet ? { ...label, handle: "", shortHandle: "" } : label;
  const fitted = fitLabel(shown, isFocus(node), room / size, measure);
  return { index, fitted, x, y, right: x + fitted.right * size, size };
}

/** Whether the rows are far enough apart for every name to fit. */
export function hasRowsApart({ scene, pitch }: Pick<NodePen, "scene" | "pitch">): boolean {
  return scene.layout.time === null && pitch >= lineHeight - 1;
}

/** Chooses the names to draw: all visible ones if rows are apart, otherwise the most important that do not overlap. */
export function chooseLabels(
  pen: NodePen,
  inSight: readonly number[],
  attention: Attention,
  measure: Measure,
): DrawnLabel[] {
  const { scene, camera } = pen;
  const rooms = new Map<number, number>();
  const labelOf = (index: number) => labelAt(pen, index, measure, rooms, index === attention.hovered);
  const isVisible = ({ x, y, right }: DrawnLabel) =>
    y > -lineHeight && y < camera.height + lineHeight && right > 0 && x < camera.width + 20;
  if (hasRowsApart(pen)) return inSight.flatMap(index => labelOf(index) ?? []).filter(isVisible);
  const first = [attention.hovered, attention.selected, attention.current, ...attention.path];
  const seen = new Set<number>();
  const taken = new Taken();
  const chosen: DrawnLabel[] = [];
  const ranks = scene.ranks();
  const ranked = [...inSight].sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0)).slice(0, mostTried);
  for (const index of [...first, ...ranked]) {
    if (index < 0 || seen.has(index) || chosen.length >= mostFar) continue;
    seen.add(index);
    const label = labelOf(index);
    if (!label || label.fitted.name === "" || !isVisible(label)) continue;
    if (taken.take(label.x - 4, label.right + 4, label.y)) chosen.push(label);
  }
  return chosen;
}

function plate(pen: NodePen, label: DrawnLabel, attention: Attention): void {
  const { context, inks } = pen;
  const { x, y, right, size, index, fitted } = label;
  const half = 11 * size;
  const from = x + fitted.textX * size - 3;
  context.fillStyle = inks.background;
  if (fitted.right > fitted.textX) context.fillRect(from, y - 8 * size, right - from + 3, 16 * size);
  const fill =
    index === attention.selected ? inks.selection : index === attention.hovered ? inks.hover : null;
  if (fill === null) return;
  context.beginPath();
  context.roundRect(x - 12 * size, y - half, right - x + 18 * size, 2 * half, 4);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = inks.contrast;
  context.lineWidth = 1;
  context.stroke();
}

function bar(pen: NodePen, { index, x, y, fitted, size }: DrawnLabel): void {
  const { context, inks, scene } = pen;
  const item = scene.layout.nodes[index]?.item;
  if (item?.kind !== "stub") return;
  const byInk = new Array<number>(unreadInk + 1).fill(0);
  for (const [value, models] of item.values) {
    const ink = scene.palette.inkOf(value);
    byInk[ink] = (byInk[ink] ?? 0) + models;
  }
  let left = x + fitted.barX * size;
  for (const [ink, models] of byInk.entries()) {
    const width = (models / item.hidden) * barWidth * size;
    context.fillStyle = inks.palette[ink] ?? inks.soft;
    context.fillRect(left, y - 4 * size, width, 8 * size);
    left += width;
  }
  context.strokeStyle = inks.soft;
  context.lineWidth = 1;
  context.strokeRect(x + fitted.barX * size - 0.5, y - 4 * size - 0.5, barWidth * size + 1, 8 * size + 1);
}

function texts(pen: NodePen, label: DrawnLabel): void {
  const { context, inks, scene } = pen;
  const { index, fitted, x, y, size } = label;
  const node = scene.layout.nodes[index] as PlacedNode;
  const { item } = node;
  const bold = isFocus(node) ? "bold " : "";
  const slant = item.kind === "model" && item.node.model === null ? "italic " : "";
  const font = (weight: string, factor = 1) =>
    `${weight}${inks.fontSize * size * factor}px ${inks.fontFamily}`;
  context.font = font(slant + bold);
  context.globalAlpha = scene.pale[index] ? 0.55 : 1;
  context.fillStyle = inks.soft;
  if (fitted.owner !== "") context.fillText(fitted.owner, x + fitted.textX * size, y);
  context.fillStyle = item.kind === "stub" ? inks.link : slant === "" ? inks.text : inks.soft;
  context.fillText(fitted.name, x + fitted.nameX * size, y);
  context.font = font("");
  context.fillStyle = inks.soft;
  if (fitted.note !== "") context.fillText(fitted.note, x + fitted.noteX * size, y);
  context.globalAlpha = 1;
  if (fitted.handle === "") return;
  context.beginPath();
  context.roundRect(x + fitted.handleX * size, y - 8 * size, fitted.handleWidth * size, 16 * size, 8 * size);
  context.fillStyle = inks.badge;
  context.fill();
  context.strokeStyle = inks.contrast;
  context.lineWidth = 1;
  context.stroke();
  context.font = font("", 0.88);
  context.fillStyle = inks.badgeText;
  context.textAlign = "center";
  context.fillText(fitted.handle, x + (fitted.handleX + fitted.handleWidth / 2) * size, y);
  context.textAlign = "left";
}

/** Draws the plates behind names, before the shapes. */
export function drawPlates(pen: NodePen, labels: readonly DrawnLabel[], attention: Attention): void {
  for (const label of labels) plate(pen, label, attention);
}

/** Draws names, notes, bars and handles. */
export function drawLabels(pen: NodePen, labels: readonly DrawnLabel[]): void {
  const { context } = pen;
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.direction = "ltr";
  for (const label of labels) {
    bar(pen, label);
    texts(pen, label);
  }
}
