import { isHollow, noInk } from "../../../src/pictures/family/color-numbers";
import type { Inks } from "../../../src/pictures/family/inks";
import { html } from "../../kit/dom";
import { type Area, type Camera, toDrawing } from "./camera";
import type { Scene } from "./tree-scene";

const [width, height] = [150, 104];
const padding = 6;

/** An overview in a corner, with a frame around the part in the window; click or drag to move there. */
export class Minimap {
  // Mouse only: on the keyboard, the arrow keys, Home, End and the find field reach everything.
  readonly element = html("canvas", { class: "minimap", "aria-hidden": "true" });
  readonly #still = document.createElement("canvas");
  readonly #go: (x: number, y: number) => void;
  #drawn: Scene | null = null;
  #inks: Inks | null = null;
  #content: Area | null = null;

  constructor(go: (x: number, y: number) => void) {
    this.#go = go;
    this.element.addEventListener("pointerdown", event => {
      this.element.setPointerCapture(event.pointerId);
      this.#point(event);
    });
    this.element.addEventListener("pointermove", event => {
      if (event.buttons > 0) this.#point(event);
    });
  }

  /** Draws the map; hides it when the entire drawing is in the window. */
  draw(scene: Scene, inks: Inks, camera: Camera, content: Area): void {
    const from = toDrawing(camera, 0, 0);
    const to = toDrawing(camera, camera.width, camera.height);
    const all =
      from.x <= content.left && from.y <= content.top && to.x >= content.right && to.y >= content.bottom;
    this.element.hidden = all || camera.width < 2.5 * width || camera.height < 2.5 * height;
    if (this.element.hidden) return;
    this.#content = content;
    if (this.#drawn !== scene || this.#inks !== inks) this.#drawStill(scene, inks, content);
    const context = sized(this.element);
    if (!context) return;
    context.clearRect(0, 0, width, height);
    context.drawImage(this.#still, 0, 0, width, height);
    const { sx, sy } = scaleOf(content);
    const left = Math.max(1, padding + (from.x - content.left) * sx);
    const top = Math.max(1, padding + (from.y - content.top) * sy);
    const right = Math.min(width - 1, padding + (to.x - content.left) * sx);
    const bottom = Math.min(height - 1, padding + (to.y - content.top) * sy);
    context.strokeStyle = inks.accent;
    context.lineWidth = 1.5;
    context.strokeRect(left, top, Math.max(3, right - left), Math.max(3, bottom - top));
  }

  #drawStill(scene: Scene, inks: Inks, content: Area): void {
    this.#drawn = scene;
    this.#inks = inks;
    const context = sized(this.#still);
    if (!context) return;
    context.fillStyle = inks.background;
    context.fillRect(0, 0, width, height);
    context.strokeStyle = inks.stroke;
    context.strokeRect(0.5, 0.5, width - 1, height - 1);
    const { sx, sy } = scaleOf(content);
    let [lastX, lastY] = [Number.NaN, Number.NaN];
    for (const [index, { x, y }] of scene.layout.nodes.entries()) {
      // For overlapping rows, only the first is drawn.
      if (x === lastX && Math.abs(y - lastY) * sy < 0.5) continue;
      [lastX, lastY] = [x, y];
      const ink = scene.ink[index] ?? noInk;
      context.fillStyle = isHollow(ink) ? inks.soft : (inks.palette[ink] ?? inks.soft);
      context.fillRect(padding + (x - content.left) * sx, padding + (y - content.top) * sy - 0.5, 5, 1);
    }
  }

  #point({ offsetX, offsetY }: PointerEvent): void {
    if (this.#content === null) return;
    const { sx, sy } = scaleOf(this.#content);
    this.#go(this.#content.left + (offsetX - padding) / sx, this.#content.top + (offsetY - padding) / sy);
  }
}

function scaleOf({ left, right, top, bottom }: Area): { sx: number; sy: number } {
  return {
    sx: (width - 2 * padding) / Math.max(1, right - left),
    sy: (height - 2 * padding) / Math.max(1, bottom - top),
  };
}

function sized(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const ratio = devicePixelRatio;
  if (canvas.width !== Math.round(width * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext("2d");
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
