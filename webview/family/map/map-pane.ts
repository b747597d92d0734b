import type { MapArea } from "../../../src/lineage/tree/family-map";
import type { FamilyTree } from "../../../src/lineage/tree/family-tree";
import type { Inks, Measure } from "../../../src/pictures/family/inks";
import { columnEdges, type MapFrame, stripAt, stripOf } from "../../../src/pictures/family/map-frame";
import { branchNote, type MapName } from "../../../src/pictures/family/map-names";
import { drawMap, type MapLook } from "../../../src/pictures/family/map-picture";
import { heightWords, type MapScene, mapScene } from "../../../src/pictures/family/map-scene";
import type { Palette } from "../../../src/pictures/family/palette";
import { phrase, t } from "../../../src/words/words";
import { html, setAttributes } from "../../kit/dom";
import type { SavedPicture } from "../../kit/picture";
import { readInks } from "../../kit/theme";
import { ruler } from "../tree/boxes";
import { mapStep } from "./map-keys";
import { MapTimes } from "./map-times";
import { MapTwins, type TwinBox } from "./map-twins";

/** The content to draw. */
export interface DrawnMap {
  readonly tree: FamilyTree;
  readonly palette: Palette;
  readonly area: MapArea;
  /** The models that a filter keeps; null without a filter. */
  readonly matching: ReadonlySet<string> | null;
  readonly selected: string | null;
  readonly busy: boolean;
}

/** Callbacks of the pane. */
export interface MapActs {
  select(id: string): void;
  openOnHub(id: string): void;
  /** Moves the keyboard to the find field. */
  leave(): void;
  /** Tells, after each drawing, the zoom (1 shows the whole family), and what heights mean and leave out. */
  pictured(zoom: number, words: string): void;
}

/** The least part of the family that fills the window, as a share. */
const closest = 1e-4;
/** Least height of a keyboard mark, in px. */
const leastBox = 14;

/** Draws a family as a map on a canvas, and handles mouse and keyboard. */
export class MapPane {
  readonly element: HTMLElement;
  readonly #canvas = html("canvas", { class: "picture", "aria-hidden": "true" });
  readonly #surface: HTMLElement;
  readonly #twins = new MapTwins(index => this.#makeCurrent(index));
  readonly #times = new MapTimes(() => this.#changed());
  readonly #acts: MapActs;
  #inks: Inks | null = null;
  #measure: Measure | null = null;
  #scene: MapScene | null = null;
  #drawn: DrawnMap | null = null;
  #names: readonly MapName[] = [];
  #frame: MapFrame = { width: 0, height: 0, from: 0, to: 1, edges: [] };
  #current = 0;
  #hovered = -1;
  #request = 0;

  constructor(acts: MapActs) {
    this.#acts = acts;
    this.#surface = html("div", { class: "surface" }, this.#canvas);
    const view = html("div", { class: "map-view" }, this.#surface, this.#twins.element);
    this.element = html("div", { class: "window map" }, view, this.#times.element);
    new ResizeObserver(() => this.#changed()).observe(this.#surface);
    this.#surface.addEventListener("pointermove", event => this.#hover(event));
    this.#surface.addEventListener("pointerleave", () => this.#point(-1));
    this.#surface.addEventListener("click", event => this.#clicked(event));
    this.#surface.addEventListener("dblclick", event => this.#zoomInto(this.#at(event)));
    this.#surface.addEventListener("wheel", event => this.#wheel(event), { passive: false });
    this.element.addEventListener("keydown", event => this.#pressed(event));
  }

  /** Draws a family; the part in the window stays while the family does. */
  draw(drawn: DrawnMap): void {
    const isOther = this.#scene?.tree.focus.id !== drawn.tree.focus.id;
    const began = performance.now();
    const before = this.#scene?.map.nodes[this.#current]?.id;
    this.#scene = mapScene(drawn.tree, drawn.palette, drawn.area, drawn.matching);
    performance.measure("family map layout", { start: began, end: performance.now() });
    this.#drawn = drawn;
    this.#hovered = -1;
    const { map, created } = this.#scene;
    this.#current = (before === undefined ? undefined : map.indexOf.get(before)) ?? map.focus;
    if (isOther) {
      this.#frame = { ...this.#frame, from: 0, to: 1 };
      this.#twins.clear(drawn.busy);
    }
    this.#times.show(created, isOther);
    this.#paint();
  }

  /** Clears cached colors and text widths after the font or theme changes. */
  forgetTheme(): void {
    this.#inks = null;
    this.#measure = null;
  }

  /** Zooms around the middle of the window. */
  zoomBy(factor: number): void {
    this.#zoomAround(factor, 0.5);
  }

  /** Shows the whole family. */
  fit(): void {
    this.#look(0, 1);
  }

  /** Makes a model current and brings its branch into the window. */
  goTo(id: string, take: boolean): void {
    const index = this.#scene?.map.indexOf.get(id);
    if (index === undefined) return;
    this.#current = index;
    this.#reveal(index);
    this.#paint();
    if (take) this.#twins.focus(index);
  }

  /** Moves the keyboard to the current model. */
  focus(): void {
    this.#twins.focus(this.#current);
  }

  /** The picture for saving; null before the first drawing. */
  picture(title: string): SavedPicture | null {
    const look = this.#lookNow();
    const scene = this.#scene;
    if (!look || !scene) return null;
    const { width, height } = look.frame;
    return {
      title,
      width,
      height,
      draw: pen => void drawMap(pen, scene, { ...look, hovered: -1 }),
    };
  }

  #changed(): void {
    if (this.#request === 0) this.#request = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    cancelAnimationFrame(this.#request);
    this.#request = 0;
    const look = this.#lookNow();
    const [scene, drawn] = [this.#scene, this.#drawn];
    if (!scene || !drawn) return;
    if (!look) {
      // In a hidden tab there is no room for a picture, but the current model can be reached.
      const state = { scene, selected: -1, current: this.#current, busy: drawn.busy };
      this.#twins.show(state, [], index => this.#boxOf(scene, index));
      return;
    }
    const { width, height, from, to } = look.frame;
    const ratio = devicePixelRatio;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== wide) this.#canvas.width = wide;
    if (this.#canvas.height !== high) this.#canvas.height = high;
    const context = this.#canvas.getContext("2d", { alpha: false });
    if (!context) return;
    this.#names = drawMap(context, scene, look);
    setAttributes(this.#canvas, { "data-detail": "map", "data-names": this.#names.length });
    const state = { scene, selected: look.selected, current: this.#current, busy: drawn.busy };
    this.#twins.show(state, this.#names, index => this.#boxOf(scene, index));
    this.#acts.pictured(1 / (to - from), heightWords(scene));
  }

  /** Everything that the next picture depends on; null while there is nothing to draw or no room. */
  #lookNow(): MapLook | null {
    const [scene, drawn] = [this.#scene, this.#drawn];
    const { clientWidth: width, clientHeight: height } = this.#surface;
    if (!scene || !drawn || width === 0 || height === 0) return null;
    this.#inks ??= readInks();
    this.#measure ??= ruler(this.#inks);
    this.#frame = { ...this.#frame, width, height, edges: columnEdges(scene, width) };
    const selected = drawn.selected === null ? -1 : (scene.map.indexOf.get(drawn.selected) ?? -1);
    return {
      inks: this.#inks,
      measure: this.#measure,
      frame: this.#frame,
      until: this.#times.until,
      selected,
      hovered: this.#hovered,
      whole: false,
      place: { ratio: devicePixelRatio, x: 0, y: 0 },
    };
  }

  #boxOf(scene: MapScene, index: number): TwinBox {
    const { top, bottom } = stripOf(scene, this.#frame, index);
    const column = scene.map.depth[index] ?? 0;
    const left = this.#frame.edges[column] ?? 0;
    const width = (this.#frame.edges[column + 1] ?? left) - left;
    const y = Math.max(0, Math.min(this.#frame.height - leastBox, top));
    const height = Math.max(leastBox, Math.min(this.#frame.height, bottom) - y);
    return { x: left, y, width, height };
  }

  #makeCurrent(index: number): void {
    if (this.#current === index) return;
    this.#current = index;
    this.#changed();
  }

  #look(from: number, to: number): void {
    const size = Math.min(1, Math.max(closest, to - from));
    const start = Math.max(0, Math.min(1 - size, from));
    this.#frame = { ...this.#frame, from: start, to: start + size };
    this.#changed();
  }

  #zoomAround(factor: number, at: number): void {
    const { from, to } = this.#frame;
    const fixed = from + (to - from) * at;
    const size = Math.min(1, Math.max(closest, (to - from) / factor));
    this.#look(fixed - size * at, fixed + size * (1 - at));
  }

  /** Fills the window with a branch, or with everything if it does already. */
  #zoomInto(index: number): void {
    const { top, height } = this.#scene?.map ?? { top: [], height: [] };
    const [from, size] = [top[index] ?? 0, height[index] ?? 1];
    const filled = Math.abs(this.#frame.from - from) < 1e-9 && Math.abs(this.#frame.to - from - size) < 1e-9;
    if (filled || size < closest) this.fit();
    else this.#look(from, from + size);
  }

  /** Moves or zooms just enough to show a branch at a height that can be seen. */
  #reveal(index: number): void {
    const { top, height } = this.#scene?.map ?? { top: [], height: [] };
    const [start, size] = [top[index] ?? 0, height[index] ?? 0];
    const { from, to } = this.#frame;
    const seen = start + size > from && start < to;
    if (seen) return;
    this.#look(start + size / 2 - (to - from) / 2, start + size / 2 + (to - from) / 2);
  }

  #at({ clientX, clientY }: MouseEvent): number {
    const { left, top } = this.#canvas.getBoundingClientRect();
    const [x, y] = [clientX - left, clientY - top];
    const line = (this.#inks?.fontSize ?? 13) * 0.7;
    const name = this.#names.find(
      one => one.leader && x >= one.x && x <= one.x + one.width && Math.abs(y - one.y) <= line,
    );
    return name ? name.index : this.#scene ? stripAt(this.#scene, this.#frame, x, y) : -1;
  }

  #hover(event: PointerEvent): void {
    if (event.buttons === 1) {
      const { from, to, height } = this.#frame;
      const step = (event.movementY / Math.max(1, height)) * (to - from);
      this.#look(from - step, to - step);
      return;
    }
    this.#point(this.#at(event));
  }

  #point(index: number): void {
    if (index === this.#hovered) return;
    this.#hovered = index;
    const scene = this.#scene;
    const node = scene?.map.nodes[index];
    const title = scene && node ? [node.id, branchNote(scene, index), this.#titleOf(scene, index)] : [];
    setAttributes(this.#canvas, {
      class: node ? "picture pointing" : "picture",
      title: title.filter(Boolean).join("\n") || null,
    });
    this.#changed();
  }

  #titleOf({ palette, map, breaks }: MapScene, index: number): string {
    const change = breaks.get(index);
    if (change) return t`${phrase(palette.trait)} changes here: ${change.from} → ${change.to}`;
    const model = map.nodes[index]?.model ?? null;
    const value = model === null ? t`not on the Hub` : palette.nameOf(palette.valueOf(model));
    return t`${phrase(palette.trait)}: ${value}`;
  }

  #clicked(event: MouseEvent): void {
    const index = this.#at(event);
    const id = this.#scene?.map.nodes[index]?.id;
    if (id === undefined) return;
    this.#makeCurrent(index);
    this.#paint();
    this.#twins.focus(index);
    if (event.ctrlKey || event.metaKey) this.#acts.openOnHub(id);
    else this.#acts.select(id);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
    const { from, to, height } = this.#frame;
    if (event.ctrlKey || event.metaKey) {
      const { top } = this.#canvas.getBoundingClientRect();
      this.#zoomAround(2 ** (-pixels / 200), (event.clientY - top) / Math.max(1, height));
      return;
    }
    const step = (pixels / Math.max(1, height)) * (to - from);
    this.#look(from + step, to + step);
  }

  #pressed(event: KeyboardEvent): void {
    const scene = this.#scene;
    const { target } = event;
    const inTree = target instanceof Element && target.closest('[role="treeitem"]') !== null;
    if (!scene || !inTree || event.ctrlKey || event.metaKey || event.altKey) return;
    const id = scene.map.nodes[this.#current]?.id ?? "";
    if (event.key === "Enter") this.#zoomInto(this.#current);
    else if (event.key === " ") this.#acts.select(id);
    else if (event.key === "Escape") this.#leave();
    else {
      const to = mapStep(scene.map, this.#current, event.key);
      if (to === this.#current && !event.key.startsWith("Arrow")) return;
      this.goTo(scene.map.nodes[to]?.id ?? id, true);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #leave(): void {
    const { from, to } = this.#frame;
    if (to - from < 1) this.fit();
    else this.#acts.leave();
  }
}
