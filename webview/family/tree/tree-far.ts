import { isHollow, noInk, unreadInk } from "../../../src/pictures/family/color-numbers";
import type { NodePen } from "./tree-nodes";

/** Height of one density row, in px. */
const step = 2;
const inkCount = unreadInk + 1;
/** Longest density bar, in px. */
const longest = 90;
const breakRoom = 14;

interface Density {
  /** Number of models by row and color. */
  readonly counts: Uint32Array;
  /** Number of models by row that change the trait. */
  readonly changed: Uint32Array;
  readonly lines: number;
}

function densityOf({ scene, camera }: NodePen, from: number, to: number): Density {
  const { nodes } = scene.layout;
  const lines = Math.ceil(camera.height / step) + 1;
  const counts = new Uint32Array(lines * inkCount);
  const changed = new Uint32Array(lines);
  for (let index = from; index < to; index++) {
    const line = Math.floor(((nodes[index]?.y ?? 0) * camera.k + camera.y) / step);
    if (line < 0 || line >= lines) continue;
    const at = line * inkCount + (scene.ink[index] ?? noInk);
    counts[at] = (counts[at] ?? 0) + 1;
    if (scene.changes[index]) changed[line] = (changed[line] ?? 0) + 1;
  }
  return { counts, changed, lines };
}

function sumOf(counts: Uint32Array, line: number): number {
  let sum = 0;
  for (let ink = 0; ink < inkCount; ink++) sum += counts[line * inkCount + ink] ?? 0;
  return sum;
}

/**
 * Draws the tree when it is zoomed out too far to separate its rows. Each column gets a bar per 2 px row; its length
 * is the number of models there, split by color. To its left, in the color of breaks, is the share of models that
 * change the trait.
 */
export function drawDensity(pen: NodePen): void {
  const { context, inks, scene, camera } = pen;
  const densities = scene.layout.columns.map(column => densityOf(pen, column.from, column.to));
  let most = 1;
  for (const { counts, lines } of densities)
    for (let line = 0; line < lines; line++) most = Math.max(most, sumOf(counts, line));
  for (const [at, column] of scene.layout.columns.entries()) {
    const { counts, changed, lines } = densities[at] as Density;
    const x = column.x * camera.kx + camera.x;
    const next = scene.layout.columns[at + 1];
    const room = next ? (next.x - column.x) * camera.kx - breakRoom - 6 : longest;
    const length = Math.max(2, Math.min(longest, room));
    for (let line = 0; line < lines; line++) {
      const sum = sumOf(counts, line);
      if (sum === 0) continue;
      let left = x - 2;
      const unit = Math.max(3, length * Math.sqrt(sum / most)) / sum;
      for (let ink = 0; ink < inkCount; ink++) {
        const n = counts[line * inkCount + ink] ?? 0;
        if (n === 0) continue;
        context.fillStyle = isHollow(ink) ? inks.stroke : (inks.palette[ink] ?? inks.soft);
        context.fillRect(left, line * step, n * unit, step);
        left += n * unit;
      }
      const share = (changed[line] ?? 0) / sum;
      if (share === 0) continue;
      context.fillStyle = inks.warn;
      const width = Math.max(2, share * (breakRoom - 6));
      context.fillRect(x - 5 - width, line * step, width, step);
    }
  }
}

/** Width of one mark of a tree by time, in px. */
const markWidth = 3;

/**
 * Draws the tree by time when it is zoomed out that far: a mark for each place of the window in which models were created,
 * in the most frequent color there, the stronger the more they are. Marks stand where shapes, links, and the axis have the day.
 */
export function drawDays(pen: NodePen): void {
  const { context, inks, scene, camera } = pen;
  const { nodes } = scene.layout;
  const [wide, high] = [Math.ceil(camera.width / markWidth) + 1, Math.ceil(camera.height / step) + 1];
  const counts = new Map<number, Uint32Array>();
  for (const [index, { x, y }] of nodes.entries()) {
    const column = Math.round((x * camera.kx + camera.x) / markWidth);
    const line = Math.floor((y * camera.k + camera.y) / step);
    if (column < 0 || column >= wide || line < 0 || line >= high) continue;
    const place = line * wide + column;
    const found = counts.get(place) ?? new Uint32Array(inkCount);
    counts.set(place, found);
    const ink = scene.ink[index] ?? noInk;
    found[ink] = (found[ink] ?? 0) + 1;
  }
  for (const [place, found] of counts) {
    const models = found.reduce((sum, n) => sum + n, 0);
    const ink = found.indexOf(Math.max(...found));
    context.fillStyle = isHollow(ink) ? inks.soft : (inks.palette[ink] ?? inks.soft);
    context.globalAlpha = Math.min(1, 0.55 + 0.15 * models);
    const [column, line] = [place % wide, Math.floor(place / wide)];
    context.fillRect(column * markWidth - markWidth / 2, line * step, markWidth, step);
  }
  context.globalAlpha = 1;
}
