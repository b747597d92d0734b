import { setAttributes } from "./dom";

/** A rectangle of the drawing, in its own px. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const smallest = 0.2;
const largest = 3;
/** A drawing that is a little too large starts a little smaller; one that would need more starts at its natural size. */
const smallestStart = 0.7;
const margin = 28;
const roomShare = 0.9;
const nothing: Area = { left: 0, top: 0, right: 0, bottom: 0 };

function between(low: number, value: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

/**
 * The window onto the drawing: a scrolling element with the SVG inside. Nearly a window of free room lies around the
 * drawing, so that any node can stand anywhere and nothing needs to jump when the drawing grows.
 */
export class Viewport {
  readonly #window: HTMLElement;
  readonly #drawing: SVGSVGElement;
  readonly #zoomed: (zoom: number) => void;
  #content = nothing;
  #zoom = 1;
  #room = { width: 0, height: 0 };
  /** Where the focus stands while the drawing is as it started; null once a person moved or zoomed it. */
  #homeFocus: number | null = null;

  constructor(scroller: HTMLElement, drawing: SVGSVGElement, zoomed: (zoom: number) => void) {
    this.#window = scroller;
    this.#drawing = drawing;
    this.#zoomed = zoomed;
    scroller.addEventListener("wheel", event => this.#wheel(event), { passive: false });
    for (const moved of ["wheel", "pointerdown", "keydown"])
      scroller.addEventListener(moved, () => this.stay());
    scroller.addEventListener("pointerdown", event => this.#drag(event));
    // In the next frame, because scroll bars that come or go would resize it again within this one.
    new ResizeObserver(() => requestAnimationFrame(() => this.#resized())).observe(scroller);
  }

  /** Whether nobody has moved or zoomed the drawing since it was at its start. */
  get isHome(): boolean {
    return this.#homeFocus !== null;
  }

  /** Keeps the drawing where a person has it, however the window or the drawing change. */
  stay(): void {
    this.#homeFocus = null;
  }

  /** Takes the drawing's new extent; `anchor` says where one of its points was and is, and that point stays put. */
  setContent(
    content: Area,
    anchor: { readonly from: { x: number; y: number }; readonly to: { x: number; y: number } },
  ): void {
    const screen = this.#toScreen(anchor.from.x, anchor.from.y);
    this.#content = content;
    this.#apply();
    this.#put(anchor.to.x, anchor.to.y, screen);
  }

  /** Takes the drawing's extent and shows it at its start: all of it when it fits, else what is around the focus. */
  home(content: Area, focusX: number): void {
    this.#content = content;
    const fitting = this.#fitting();
    this.#setZoom(fitting < smallestStart ? 1 : fitting);
    this.#apply();
    const clientWidth = this.#window.clientWidth / this.#zoom;
    const clientHeight = this.#window.clientHeight / this.#zoom;
    this.#homeFocus = focusX;
    const { left, top, right, bottom } = content;
    const middleX =
      right - left < clientWidth - 2 * margin
        ? (left + right) / 2
        : between(left - margin + clientWidth / 2, focusX, right + margin - clientWidth / 2);
    const middleY =
      bottom - top < clientHeight - 2 * margin
        ? (top + bottom) / 2
        : between(top - margin + clientHeight / 2, 0, bottom + margin - clientHeight / 2);
    this.#putInMiddle(middleX, middleY);
  }

  /** Shows the whole drawing, not larger than its natural size. */
  fit(): void {
    this.stay();
    const { left, top, right, bottom } = this.#content;
    this.#setZoom(this.#fitting());
    this.#apply();
    this.#putInMiddle((left + right) / 2, (top + bottom) / 2);
  }

  /** Zooms by a factor around the middle of the window. */
  zoomBy(factor: number): void {
    this.stay();
    this.#zoomAround(this.#zoom * factor, this.#window.clientWidth / 2, this.#window.clientHeight / 2);
  }

  /** Sets the natural size. */
  resetZoom(): void {
    this.zoomBy(1 / this.#zoom);
  }

  /** Scrolls as little as needed to show a part of the drawing. */
  reveal(area: Area): void {
    const start = this.#toScreen(area.left, area.top);
    const end = this.#toScreen(area.right, area.bottom);
    const { clientWidth, clientHeight } = this.#window;
    const shift = (low: number, high: number, size: number) => {
      if (low < margin || high - low > size - 2 * margin) return low - margin;
      return high > size - margin ? high - size + margin : 0;
    };
    this.#window.scrollLeft += shift(start.x, end.x, clientWidth);
    this.#window.scrollTop += shift(start.y, end.y, clientHeight);
  }

  #fitting(): number {
    const { left, top, right, bottom } = this.#content;
    const wide = (this.#window.clientWidth - 2 * margin) / Math.max(1, right - left);
    const high = (this.#window.clientHeight - 2 * margin) / Math.max(1, bottom - top);
    return Math.min(1, wide, high);
  }

  #putInMiddle(x: number, y: number): void {
    this.#put(x, y, { x: this.#window.clientWidth / 2, y: this.#window.clientHeight / 2 });
  }

  #origin(): { x: number; y: number } {
    const { left, top } = this.#content;
    return { x: left - this.#room.width / this.#zoom, y: top - this.#room.height / this.#zoom };
  }

  #toScreen(x: number, y: number): { x: number; y: number } {
    const origin = this.#origin();
    const { scrollLeft, scrollTop } = this.#window;
    return { x: (x - origin.x) * this.#zoom - scrollLeft, y: (y - origin.y) * this.#zoom - scrollTop };
  }

  #put(x: number, y: number, screen: { x: number; y: number }): void {
    const origin = this.#origin();
    this.#window.scrollLeft = (x - origin.x) * this.#zoom - screen.x;
    this.#window.scrollTop = (y - origin.y) * this.#zoom - screen.y;
  }

  #apply(): void {
    const { clientWidth, clientHeight } = this.#window;
    this.#room = { width: Math.round(clientWidth * roomShare), height: Math.round(clientHeight * roomShare) };
    const { left, top, right, bottom } = this.#content;
    const origin = this.#origin();
    const width = right - left + (2 * this.#room.width) / this.#zoom;
    const height = bottom - top + (2 * this.#room.height) / this.#zoom;
    setAttributes(this.#drawing, {
      viewBox: `${origin.x} ${origin.y} ${width} ${height}`,
      width: Math.round(width * this.#zoom),
      height: Math.round(height * this.#zoom),
    });
  }

  #setZoom(zoom: number): void {
    this.#zoom = between(smallest, zoom, largest);
    this.#zoomed(this.#zoom);
  }

  #zoomAround(zoom: number, screenX: number, screenY: number): void {
    const origin = this.#origin();
    const x = (screenX + this.#window.scrollLeft) / this.#zoom + origin.x;
    const y = (screenY + this.#window.scrollTop) / this.#zoom + origin.y;
    this.#setZoom(zoom);
    this.#apply();
    this.#put(x, y, { x: screenX, y: screenY });
  }

  #resized(): void {
    const { clientWidth, clientHeight } = this.#window;
    if (clientWidth === 0 || clientHeight === 0) return;
    if (this.#homeFocus !== null) {
      this.home(this.#content, this.#homeFocus);
      return;
    }
    const before = this.#toScreen(0, 0);
    const old = this.#room;
    this.#apply();
    // What was in the middle stays in the middle.
    this.#put(0, 0, {
      x: before.x + (this.#room.width - old.width) / (2 * roomShare),
      y: before.y + (this.#room.height - old.height) / (2 * roomShare),
    });
  }

  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = this.#window.getBoundingClientRect();
    this.#zoomAround(this.#zoom * 1.0015 ** -event.deltaY, event.clientX - left, event.clientY - top);
  }

  #drag(down: PointerEvent): void {
    if (down.button !== 0 || down.pointerType === "touch") return;
    const start = { left: this.#window.scrollLeft, top: this.#window.scrollTop };
    const stop = new AbortController();
    const move = (event: PointerEvent) => {
      const x = event.clientX - down.clientX;
      const y = event.clientY - down.clientY;
      if (Math.abs(x) + Math.abs(y) > 4) this.#window.classList.add("dragging");
      this.#window.scrollLeft = start.left - x;
      this.#window.scrollTop = start.top - y;
    };
    const end = () => {
      stop.abort();
      // The click that ends a drag comes after this event, and must still see that it was a drag.
      requestAnimationFrame(() => this.#window.classList.remove("dragging"));
    };
    addEventListener("pointermove", move, { signal: stop.signal });
    addEventListener("pointerup", end, { signal: stop.signal });
    addEventListener("pointercancel", end, { signal: stop.signal });
  }
}
