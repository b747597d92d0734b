import type { MapScene } from "./map-scene";

/** What of a map is in the window: a range of shares from top to bottom, and where its columns lie. */
export interface MapFrame {
  readonly width: number;
  readonly height: number;
  /** The shares at the upper and lower edge of the window. */
  readonly from: number;
  readonly to: number;
  /** Left edge of each column, and the right edge of the last, in px. */
  readonly edges: readonly number[];
}

const padding = 8;
/** Widths of columns that are no descendants', against the widest column of descendants. */
const [ancestorWidth, focusWidth, leastWidth] = [0.35, 0.6, 0.09];
/** The widest column of a window, in px. */
const usualWidest = 300;
/** Room on the right for names of branches that are too thin for their own name, in px. */
const rooms = [
  { from: 900, room: 270 },
  { from: 620, room: 230 },
  { from: 420, room: 200 },
  { from: 340, room: 180 },
] as const;

/** The room at the right that a window of some width has for names. */
function usualRoom(width: number): number {
  return rooms.find(({ from }) => width >= from)?.room ?? 0;
}

/**
 * Lays the columns out: the more models in a generation, the wider, so that the crowded ones have room for names; `room` is
 * left for names on the right, and no column is wider than `widest`, in px.
 */
export function columnEdges(
  { map }: MapScene,
  width: number,
  {
    room = usualRoom(width),
    widest = usualWidest,
  }: { readonly room?: number; readonly widest?: number } = {},
): number[] {
  const most = Math.max(1, ...map.columns.slice(map.focus + 1));
  const shares = map.columns.map((models, column) => {
    if (column < map.focus) return ancestorWidth;
    return column === map.focus ? focusWidth : Math.max(leastWidth, Math.sqrt(models / most));
  });
  const sum = shares.reduce((total, share) => total + share, 0);
  const unit = Math.min(widest, Math.max(0, width - 2 * padding - room) / sum);
  const edges = [padding];
  for (const share of shares) edges.push((edges.at(-1) ?? 0) + share * unit);
  return edges;
}

/** The upper and lower edge of a strip, in px of the window. */
export function stripOf(scene: MapScene, frame: MapFrame, index: number): { top: number; bottom: number } {
  const unit = frame.height / (frame.to - frame.from);
  const top = ((scene.map.top[index] ?? 0) - frame.from) * unit;
  return { top, bottom: top + (scene.map.height[index] ?? 0) * unit };
}

/** The model whose strip is at a place of the window; -1 if there is none. */
export function stripAt(scene: MapScene, frame: MapFrame, x: number, y: number): number {
  const column = frame.edges.findIndex((left, at) => x >= left && x < (frame.edges[at + 1] ?? left));
  const share = frame.from + (y / frame.height) * (frame.to - frame.from);
  const { depth, end, top, height, nodes } = scene.map;
  for (let index = 0; index < nodes.length; ) {
    const start = top[index] ?? 0;
    const inside = share >= start && share < start + (height[index] ?? 0);
    if (inside && depth[index] === column) return index;
    index = inside ? index + 1 : (end[index] ?? nodes.length);
  }
  return -1;
}
