/** How the drawing lies in its window: a place of the drawing times `k` plus `x` or `y` is a place of the window, in px. */
export interface Camera {
  /** Scale from left to right: from afar it shrinks less than the other, so that the columns stay apart. */
  readonly kx: number;
  /** Scale from top to bottom, and the zoom that is told. */
  readonly k: number;
  readonly x: number;
  readonly y: number;
  /** Size of the window. */
  readonly width: number;
  readonly height: number;
}

/** A rectangle, in px. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Free room around a drawing that is fitted into its window. */
export const margin = 28;
/** By so much columns may be narrowed at the natural size before the window rather shows a part of them. */
const narrowest = 0.42;

/** The horizontal scale that belongs to a zoom `k`, for a drawing of a certain width in a window. */
export function horizontalScale(k: number, content: Area, width: number): number {
  const fitting = Math.min(1, (width - 2 * margin) / Math.max(1, content.right - content.left));
  const base = Math.max(fitting, narrowest);
  return Math.max(fitting, base * k, 1e-4);
}

/** The zoom at which the whole drawing is in the window, at most its natural size. */
export function fittingZoom(content: Area, width: number, height: number): number {
  const high = (height - 2 * margin) / Math.max(1, content.bottom - content.top);
  const wide = (width - 2 * margin) / Math.max(1, content.right - content.left);
  return Math.max(1e-5, Math.min(1, high, wide / narrowest));
}

/** Where a place of the drawing is in the window. */
export function toScreen(camera: Camera, x: number, y: number): { x: number; y: number } {
  return { x: x * camera.kx + camera.x, y: y * camera.k + camera.y };
}

/** Which place of the drawing a place of the window shows. */
export function toDrawing(camera: Camera, x: number, y: number): { x: number; y: number } {
  return { x: (x - camera.x) / camera.kx, y: (y - camera.y) / camera.k };
}
