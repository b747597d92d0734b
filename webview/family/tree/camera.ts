/** Maps the drawing to the window: window px = drawing position times `k` plus `x` or `y`. */
export interface Camera {
  /** Horizontal scale; it shrinks less than the vertical scale to keep columns apart when zoomed out. */
  readonly kx: number;
  /** Vertical scale, and the zoom that is displayed. */
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

/** Margin around a drawing that is fitted to its window. */
export const margin = 28;
/** How much columns may be narrowed at the natural size before the window shows only some of them. */
const narrowest = 0.42;

/** The horizontal scale for a zoom `k`, given the width of the drawing and the window. */
export function horizontalScale(k: number, content: Area, width: number): number {
  const fitting = Math.min(1, (width - 2 * margin) / Math.max(1, content.right - content.left));
  const base = Math.max(fitting, narrowest);
  return Math.max(fitting, base * k, 1e-4);
}

/** The zoom that fits the entire drawing in the window, at most its natural size. */
export function fittingZoom(content: Area, width: number, height: number): number {
  const high = (height - 2 * margin) / Math.max(1, content.bottom - content.top);
  const wide = (width - 2 * margin) / Math.max(1, content.right - content.left);
  return Math.max(1e-5, Math.min(1, high, wide / narrowest));
}

/** Converts a drawing position to a window position. */
export function toScreen(camera: Camera, x: number, y: number): { x: number; y: number } {
  return { x: x * camera.kx + camera.x, y: y * camera.k + camera.y };
}

/** Converts a window position to a drawing position. */
export function toDrawing(camera: Camera, x: number, y: number): { x: number; y: number } {
  return { x: (x - camera.x) / camera.kx, y: (y - camera.y) / camera.k };
}
