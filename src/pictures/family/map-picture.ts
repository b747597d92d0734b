import type { TreeNode } from "../../lineage/tree/family-tree";
import type { Pen } from "../svg-context";
import { isHollow, noInk } from "./color-numbers";
import type { Inks, Measure } from "./inks";
import { type MapFrame, stripOf } from "./map-frame";
import { chooseNames, type MapName } from "./map-names";
import { isBorn, type MapScene } from "./map-scene";

/** Settings of a picture, apart from the scene. */
export interface MapLook {
  readonly inks: Inks;
  readonly measure: Measure;
  readonly frame: MapFrame;
  /** Models created later are only outlined; in ms, null for all. */
  readonly until: number | null;
  readonly selected: number;
  readonly hovered: number;
  /** Whether a name in a strip stands in full or not at all. */
  readonly whole: boolean;
  /** Where the frame lies, in its px, and the number of px of the canvas for each of them. */
  readonly place: { readonly ratio: number; readonly x: number; readonly y: number };
}

/** Opacity of a strip's color; names on it keep their contrast. */
const strength = 0.5;
/** Strips below this height, in px, have no gap and are joined with equal neighbors. */
const apartFrom = 3;
const breakWidth = 3;
/** Radius of the dot with which a line from a branch to its name begins, in px. */
const leaderDot = 2;
/** How many lines to other parents and children a model shows. */
const mostLines = 400;

interface Strips {
  readonly context: Pen;
  readonly scene: MapScene;
  readonly look: MapLook;
}

/** Whether anything but the ID of a model is known. */
function isRead(node: TreeNode | undefined): boolean {
  return node?.model != null && !node.model.unread;
}

/** Fills an area as a strip of a color number is filled. */
export function fillStrip(
  context: Pen,
  inks: Inks,
  ink: number,
  strong: number,
  area: readonly number[],
): void {
  const [x = 0, y = 0, width = 0, height = 0] = area;
  context.globalAlpha = strong * (isHollow(ink) ? 0.35 : strength);
  context.fillStyle = isHollow(ink) ? inks.soft : (inks.palette[ink] ?? inks.soft);
  context.fillRect(x, y, width, height);
  context.globalAlpha = 1;
}

/** The index after a run of single models that look the same, beginning at `index`. */
function runFrom(strips: Strips, index: number): number {
  const { scene } = strips;
  const { map, ink, pale, breaks } = scene;
  let next = index + 1;
  while (
    next < map.nodes.length &&
    map.parent[next] === map.parent[index] &&
    map.end[next] === next + 1 &&
    ink[next] === ink[index] &&
    pale[next] === pale[index] &&
    breaks.has(next) === breaks.has(index) &&
    isBorn(scene, next, strips.look.until)
  )
    next++;
  return next;
}

function drawStrips(strips: Strips): void {
  const { context, scene, look } = strips;
  const { map, ink, pale } = scene;
  const { frame, inks } = look;
  // Of strips far below a pixel, which follow one another from top to bottom, each row of pixels shows the first.
  const filled = new Float64Array(map.columns.length).fill(Number.NEGATIVE_INFINITY);
  const unit = frame.height / (frame.to - frame.from);
  const pixel = 1 / Math.max(1, look.place.ratio);
  for (let index = 0; index < map.nodes.length; ) {
    const top = ((map.top[index] ?? 0) - frame.from) * unit;
    const bottom = top + (map.height[index] ?? 0) * unit;
    if (bottom <= 0 || top >= frame.height) {
      index = map.end[index] ?? map.nodes.length;
      continue;
    }
    const column = map.depth[index] ?? 0;
    const above = filled[column] ?? Number.NEGATIVE_INFINITY;
    if (bottom <= above) {
      index++;
      continue;
    }
    const [left, right] = [frame.edges[column] ?? 0, frame.edges[column + 1] ?? 0];
    const apart = bottom - top >= apartFrom;
    // A model that could not be read has no color: that is not the same as one that declares nothing.
    if (!isRead(map.nodes[index]) || !isBorn(scene, index, look.until)) {
      if (apart) outlineStrip(context, inks, [left, top, right - left - 1, bottom - top - 1]);
      index++;
      continue;
    }
    const isLeaf = map.end[index] === index + 1;
    const next = isLeaf && !apart ? runFrom(strips, index) : index + 1;
    const end = next === index + 1 ? bottom : stripOf(scene, frame, next - 1).bottom;
    const gap = apart ? 1 : 0;
    const strong = pale[index] ? 0.25 : 1;
    const [from, to] = [Math.max(-2, top, above), Math.min(frame.height + 2, end - gap)];
    const height = Math.max(to - from, Math.min(pixel, frame.height + 2 - from));
    filled[column] = from + height;
    fillStrip(context, inks, ink[index] ?? noInk, strong, [left, from, right - left - 1, height]);
    if (scene.breaks.has(index) && to - from >= 1.5) {
      context.fillStyle = inks.warn;
      context.fillRect(left, from, breakWidth, to - from);
    }
    index = next;
  }
}

/** Outlines an area as the strip of a model that was not read. */
export function outlineStrip(context: Pen, inks: Inks, area: readonly number[]): void {
  const [x = 0, y = 0, width = 0, height = 0] = area;
  context.globalAlpha = 0.25;
  context.strokeStyle = inks.soft;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, Math.max(0, width - 1), Math.max(0, height - 1));
  context.globalAlpha = 1;
}

function frameStrip({ context, scene, look }: Strips, index: number, color: string, width: number): void {
  const { frame } = look;
  const { top, bottom } = stripOf(scene, frame, index);
  const column = scene.map.depth[index] ?? 0;
  const [left, right] = [frame.edges[column] ?? 0, frame.edges[column + 1] ?? 0];
  context.strokeStyle = color;
  context.lineWidth = width;
  context.strokeRect(left + 0.5, top + 0.5, Math.max(1, right - left - 2), Math.max(1, bottom - top - 2));
}

/** Lines from a model and its descendants to their other parents and children, such as the parts of merges. */
function drawCrosses({ context, scene, look }: Strips, index: number): void {
  const { map, crosses } = scene;
  const { frame, inks } = look;
  const last = map.end[index] ?? index + 1;
  context.strokeStyle = inks.text;
  context.lineWidth = 1;
  let drawn = 0;
  for (let from = index; from < last && drawn < mostLines; from++) {
    for (const to of crosses.get(from) ?? []) {
      if ((to >= index && to < last) || drawn++ >= mostLines) continue;
      const [a, b] = [stripOf(scene, frame, from), stripOf(scene, frame, to)];
      const [columnA, columnB] = [map.depth[from] ?? 0, map.depth[to] ?? 0];
      const x1 = frame.edges[columnA <= columnB ? columnA + 1 : columnA] ?? 0;
      const x2 = frame.edges[columnB < columnA ? columnB + 1 : columnB] ?? 0;
      const [y1, y2] = [(a.top + a.bottom) / 2, (b.top + b.bottom) / 2];
      const middle = (x1 + x2) / 2;
      context.globalAlpha = 0.45;
      context.beginPath();
      context.moveTo(x1, y1);
      context.bezierCurveTo(middle, y1, middle, y2, x2, y2);
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

function drawName({ context, look }: Strips, name: MapName, line: number): void {
  const { inks, frame } = look;
  context.textBaseline = "middle";
  context.font = `${inks.fontSize}px ${inks.fontFamily}`;
  if (name.leader) {
    const edge = (frame.edges.at(-1) ?? 0) + 8;
    const from = name.leader.x - leaderDot - 2;
    context.fillStyle = inks.text;
    context.beginPath();
    context.arc(from, name.leader.y, leaderDot, 0, 2 * Math.PI);
    context.fill();
    context.strokeStyle = inks.text;
    context.globalAlpha = 0.5;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(from, name.leader.y);
    context.lineTo(edge, name.leader.y);
    context.lineTo(name.x - 4, name.y);
    context.stroke();
    context.globalAlpha = 1;
  }
  context.fillStyle = inks.text;
  context.fillText(name.text, name.x, name.y);
  if (name.note === "") return;
  context.font = `${inks.fontSize * 0.9}px ${inks.fontFamily}`;
  context.fillText(name.note, name.x, name.y + line);
}

/** Draws a map as seen through a frame, and returns the names in it. */
export function drawMap(context: Pen, scene: MapScene, look: MapLook): MapName[] {
  const { frame, inks, measure, selected, hovered, place } = look;
  context.setTransform(place.ratio, 0, 0, place.ratio, place.x * place.ratio, place.y * place.ratio);
  context.fillStyle = inks.background;
  context.fillRect(0, 0, frame.width, frame.height);
  const strips: Strips = { context, scene, look };
  const line = Math.round(inks.fontSize * 1.35);
  drawStrips(strips);
  const names = chooseNames(scene, frame, { until: look.until, line, measure, whole: look.whole });
  for (const name of names) drawName(strips, name, line);
  const pointed = hovered >= 0 ? hovered : selected;
  if (pointed >= 0) drawCrosses(strips, pointed);
  if (hovered >= 0) frameStrip(strips, hovered, inks.soft, 1);
  if (selected >= 0) frameStrip(strips, selected, inks.accent, 2);
  return names;
}
