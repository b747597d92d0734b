import { select } from "d3-selection";
import { type D3ZoomEvent, type ZoomTransform, zoom, zoomIdentity } from "d3-zoom";
import { type Area, type Camera, fittingZoom, horizontalScale, margin, toDrawing, toScreen } from "./camera";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The drawing position at the center of the window, and the zoom. */
export interface Sight extends Point {
  readonly k: number;
}

const largest = 3;
/**
 * A drawing that is slightly too tall starts slightly smaller; one that is much too tall starts at its natural size.
 */
const smallestStart = 0.7;
/** How much of the drawing always stays in the window, in px. */
const leastSeen = 60;
const nothing: Area = { left: 0, top: 0, right: 0, bottom: 0 };

function between(low: number, value: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

/** Mouse wheel steps are coarse; two-finger scroll steps are fine. */
function wheelDelta({ deltaY, deltaMode }: WheelEvent): number {
  const pixels = deltaMode === 1 ? deltaY * 16 : deltaY;
  return -pixels * (Math.abs(pixels) < 20 ? 0.01 : 0.0022);
}

/** The window onto the drawing: handles d3-zoom gestures and the drawing's position. Draws nothing itself. */
export class Viewport {
  readonly #window: HTMLElement;
  readonly #moved: () => void;
  readonly #zoom = zoom<HTMLElement, unknown>();
  #content = nothing;
  #camera: Camera = { kx: 1, k: 1, x: 0, y: 0, width: 0, height: 0 };
  #last: ZoomTransform = zoomIdentity;
  /** The position of the focus while the view is unchanged from the start; null once a person moves or zooms it. */
  #home: Point | null = null;

  constructor(element: HTMLElement, moved: () => void) {
    this.#window = element;
    this.#moved = moved;
    this.#zoom
      .filter((event: MouseEvent | WheelEvent) =>
        event.type === "wheel" ? event.ctrlKey || event.metaKey : event.button === 0 && !event.ctrlKey,
      )
      .wheelDelta(wheelDelta)
      .clickDistance(4)
      .on("start", () => element.classList.add("dragging"))
      .on("end", () => element.classList.remove("dragging"))
      .on("zoom", (event: D3ZoomEvent<HTMLElement, unknown>) => this.#gesture(event));
    select(element).call(this.#zoom).on("dblclick.zoom", null);
    element.addEventListener("wheel", event => this.#wheel(event), { passive: false });
    new ResizeObserver(() => this.resize()).observe(element);
  }

  get camera(): Camera {
    return this.#camera;
  }

  get content(): Area {
    return this.#content;
  }

  /** Whether the drawing is still at its start, not moved or zoomed by anyone. */
  get isHome(): boolean {
    return this.#home !== null;
  }

  /** The drawing position at the center of the window. */
  get sight(): Sight {
    const { width, height, k } = this.#camera;
    return { ...toDrawing(this.#camera, width / 2, height / 2), k };
  }

  /** Keeps the drawing where a person put it, even if the window or the drawing changes. */
  stay(): void {
    this.#home = null;
  }

  /** Takes the drawing's new extent; `anchor` gives the old and new position of a point that stays in place. */
  setContent(content: Area, anchor: { readonly from: Point; readonly to: Point }): void {
    const at = toScreen(this.#camera, anchor.from.x, anchor.from.y);
    this.#content = content;
    this.#put(this.#camera.k, anchor.to, at);
  }

  /**
   * Takes the drawing's extent and shows it at its start: all of it if it fits, otherwise the area around the focus.
   */
  home(content: Area, focus: Point): void {
    this.#content = content;
    const { width, height } = this.#camera;
    const fitting = fittingZoom(content, width, height);
    const k = fitting < smallestStart ? 1 : fitting;
    const kx = horizontalScale(k, content, width);
    this.#put(k, {
      x: this.#startAt(content.left, content.right, focus.x, width / kx),
      y: this.#startAt(content.top, content.bottom, focus.y, height / k),
    });
    this.#home = focus;
  }

  /** Takes the drawing's extent and restores the previous view. */
  look(content: Area, sight: Sight): void {
    this.#content = content;
    this.#put(sight.k, sight);
    this.#home = null;
  }

  /** Shows the entire drawing, no larger than its natural size. */
  fit(): void {
    this.stay();
    const { left, top, right, bottom } = this.#content;
    const { width, height } = this.#camera;
    const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
    this.#put(fittingZoom(this.#content, width, height), middle);
  }

  /** Zooms by a factor around a window position, by default the center. */
  zoomBy(factor: number, around?: Point): void {
    this.#zoomAround(factor, around ?? { x: this.#camera.width / 2, y: this.#camera.height / 2 });
  }

  /** Moves the drawing by window px. */
  panBy(x: number, y: number): void {
    this.stay();
    this.#set({ ...this.#camera, x: this.#camera.x + x, y: this.#camera.y + y });
  }

  /** Centers a drawing position in the window. */
  center(at: Point): void {
    this.stay();
    this.#put(this.#camera.k, at);
  }

  /** Moves just enough to show a drawing position with `around` px of window on each side. */
  reveal(at: Point, around: Area): void {
    const { x, y } = toScreen(this.#camera, at.x, at.y);
    const shift = (low: number, high: number, size: number) => {
      if (low < margin || high - low > size - 2 * margin) return margin - low;
      return high > size - margin ? size - margin - high : 0;
    };
    const { width, height } = this.#camera;
    this.#set({
      ...this.#camera,
      x: this.#camera.x + shift(x - around.left, x + around.right, width),
      y: this.#camera.y + shift(y - around.top, y + around.bottom, height),
    });
  }

  /**
   * The center of the window in one direction: that of the drawing if it fits, else as near the focus as leaves no gap.
   */
  #startAt(low: number, high: number, focus: number, size: number): number {
    const free = (margin * size) / Math.max(1, this.#camera.width);
    if (high - low < size - 2 * free) return (low + high) / 2;
    return between(low - free + size / 2, focus, high + free - size / 2);
  }

  #smallest(): number {
    const { width, height } = this.#camera;
    return Math.min(0.2, fittingZoom(this.#content, width, height) * 0.8);
  }

  /** Zooms to `k`, putting a drawing position at a window position, by default the center. */
  #put(k: number, at: Point, screen?: Point): void {
    const { width, height } = this.#camera;
    const kept = between(this.#smallest(), k, largest);
    const kx = horizontalScale(kept, this.#content, width);
    const { x, y } = screen ?? { x: width / 2, y: height / 2 };
    this.#set({ width, height, kx, k: kept, x: x - at.x * kx, y: y - at.y * kept });
  }

  #zoomAround(factor: number, screen: Point): void {
    this.stay();
    this.#put(this.#camera.k * factor, toDrawing(this.#camera, screen.x, screen.y), screen);
  }

  #set(camera: Camera): void {
    const { left, right, top, bottom } = this.#content;
    const { kx, k, width, height } = camera;
    const x = between(leastSeen - right * kx, camera.x, width - leastSeen - left * kx);
    const y = between(leastSeen - bottom * k, camera.y, height - leastSeen - top * k);
    this.#camera = { ...camera, x, y };
    // The gestures need only the zoom; for positions, only the difference between two events matters.
    this.#zoom.scaleExtent([this.#smallest(), largest]);
    this.#last = zoomIdentity.translate(this.#last.x, this.#last.y).scale(k);
    Object.assign(this.#window, { __zoom: this.#last });
    this.#moved();
  }

  #gesture({ transform }: D3ZoomEvent<HTMLElement, unknown>): void {
    const before = this.#last;
    const ratio = transform.k / before.k;
    if (Math.abs(ratio - 1) < 1e-9) {
      this.#last = transform;
      this.panBy(transform.x - before.x, transform.y - before.y);
      return;
    }
    // The fixed point of the gesture.
    const x = (transform.x - ratio * before.x) / (1 - ratio);
    const y = (transform.y - ratio * before.y) / (1 - ratio);
    this.#last = transform;
    this.#zoomAround(ratio, { x, y });
  }

  #wheel(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const step = event.deltaMode === 1 ? 16 : 1;
    const [x, y] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
    this.panBy(-x * step, -y * step);
  }

  /** Updates the window size. */
  resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#window;
    const same = width === this.#camera.width && height === this.#camera.height;
    if (width === 0 || height === 0 || same) return;
    const { sight } = this;
    const first = this.#camera.width === 0;
    this.#camera = { ...this.#camera, width, height };
    if (this.#home !== null) this.home(this.#content, this.#home);
    else if (first) this.#moved();
    else this.#put(sight.k, sight);
  }
}
