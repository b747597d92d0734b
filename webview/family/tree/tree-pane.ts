import type { Filtered } from "../../../src/lineage/tree/family-filter";
import {
  changeToward,
  type FamilyTree,
  pathToRoot,
  type TreeNode,
} from "../../../src/lineage/tree/family-tree";
import {
  type Folded,
  fold,
  modelKey,
  type OpenState,
  sideOf,
  type Visible,
} from "../../../src/lineage/tree/folding";
import { type Horizontal, type Layout, layOut, type PlacedNode } from "../../../src/lineage/tree/layout";
import type { Inks, Measure } from "../../../src/pictures/family/inks";
import type { Palette } from "../../../src/pictures/family/palette";
import { html, setAttributes } from "../../kit/dom";
import type { SavedPicture } from "../../kit/picture";
import { readInks } from "../../kit/theme";
import { naturalWidth, ruler } from "./boxes";
import { margin, toScreen } from "./camera";
import { type Hit, Hits } from "./hits";
import { Minimap } from "./minimap";
import type { SizeBy } from "./size-scale";
import { breakRoom } from "./tree-links";
import { drawPicture, type Look, type Picture } from "./tree-picture";
import { type Scene, sceneOf } from "./tree-scene";
import { Twins } from "./tree-twins";
import { labelOf, nodeTitle } from "./tree-words";
import { type Sight, Viewport } from "./viewport";

/** The content to draw. */
export interface Drawn {
  readonly tree: FamilyTree;
  readonly palette: Palette;
  readonly open: OpenState;
  readonly filtered: Filtered | null;
  readonly sizeBy: SizeBy;
  readonly horizontal: Horizontal;
  readonly selected: string | null;
  /** Whether the family is still loading. */
  readonly busy: boolean;
}

/** Callbacks of the pane. */
export interface PaneActs {
  /** Opens or closes a model, or shows more of a stub. */
  toggle(item: Visible): void;
  select(item: Visible): void;
  openOnHub(id: string): void;
  /** The window width changed; the columns need a new layout. */
  resized(): void;
  /** The picture was redrawn: moved, zoomed, or with new content. */
  pictured(picture: Picture, zoom: number): void;
}

/** Space between columns at the natural zoom, in px, in a wide window and in one narrower than `narrowBelow`. */
const gaps = { wide: 64, narrow: 40 };
const narrowBelow = 720;
/** Change in window width, in px, that triggers a new column layout. */
const sameWidth = 16;
/** Delay before screen reader elements are updated after the picture stops moving, in ms. */
const restMs = 90;

function rowHeight({ fontSize }: Inks): number {
  return Math.max(24, Math.round(fontSize * 2));
}

/** Draws the family tree on a canvas when anything changes, and handles mouse and keyboard input. */
export class TreePane {
  readonly element: HTMLElement;
  readonly viewport: Viewport;
  readonly canvas = html("canvas", { class: "picture", "aria-hidden": "true" });
  readonly #twins: Twins;
  readonly #minimap: Minimap;
  readonly #acts: PaneActs;
  #inks: Inks | null = null;
  #measure: Measure | null = null;
  #scene: Scene | null = null;
  #hits: Hits | null = null;
  #drawn: Drawn | null = null;
  #path: readonly TreeNode[] = [];
  #picture: Picture | null = null;
  #current: string | null = null;
  #hovered: Hit | null = null;
  #laidOutFor = 0;
  #frame = 0;
  #rest = 0;

  constructor(acts: PaneActs) {
    this.#acts = acts;
    this.#twins = new Twins(key => this.#makeCurrent(key));
    this.#minimap = new Minimap((x, y) => this.viewport.center({ x, y }));
    const surface = html("div", { class: "surface" }, this.canvas);
    this.element = html("div", { class: "window" }, surface, this.#twins.element, this.#minimap.element);
    this.viewport = new Viewport(surface, () => this.#changed());
    surface.addEventListener("pointermove", event => this.#hover(this.#hitAt(event)));
    surface.addEventListener("pointerleave", () => this.#hover(null));
    surface.addEventListener("click", event => this.#clicked(event));
  }

  /** The current drawing; null before the first. */
  get layout(): Layout | null {
    return this.#scene?.layout ?? null;
  }

  /** The current scene; null before the first. */
  get scene(): Scene | null {
    return this.#scene;
  }

  /** The node that has keyboard focus, or would get it. */
  get current(): PlacedNode | null {
    return (this.#current === null ? undefined : this.layout?.byKey.get(this.#current)) ?? null;
  }

  /** Draws; keeps the node `anchor` in place on screen, or the focus if there is none. */
  draw(drawn: Drawn, anchor: string | null, sight: Sight | null): Folded {
    const { tree, palette, open, filtered, sizeBy, horizontal } = drawn;
    this.viewport.resize();
    this.#inks ??= readInks();
    const measure = this.#measure ?? ruler(this.#inks);
    this.#measure = measure;
    const began = performance.now();
    const read = palette.readChange;
    const folded = fold(tree, open, { read, groupOf: palette.valueOf, shown: filtered?.shown ?? null });
    const widthOf = (item: Visible) => {
      const bold = item.kind === "model" && item.node.side === "focus";
      const width = naturalWidth(labelOf(tree, item, read, palette.trait), bold, measure);
      const changes = item.kind === "stub" ? item.changes > 0 : changeToward(item.node, read) !== null;
      return sideOf(item) === "left" && changes ? width + breakRoom : width;
    };
    const row = rowHeight(this.#inks);
    const { width } = this.viewport.camera;
    this.#laidOutFor = width;
    const room = width === 0 ? Number.POSITIVE_INFINITY : width - 2 * margin;
    const gap = width < narrowBelow ? gaps.narrow : gaps.wide;
    const layout = layOut(tree, folded, { row, gap, room, width: widthOf, horizontal, read });
    performance.measure("family layout", { start: began, end: performance.now() });
    const before = this.#scene;
    this.#scene = sceneOf(tree, palette, layout, { sizeBy, matching: filtered?.matching ?? null });
    this.#hits = new Hits(layout);
    this.#hovered = null;
    this.#drawn = drawn;
    const selected = drawn.selected === null ? undefined : tree.nodes.get(drawn.selected);
    this.#path = selected ? pathToRoot(tree, selected) : [];
    this.#place(before, this.#scene, anchor, sight);
    return folded;
  }

  /** Clears the drawing. */
  clear(busy: boolean): void {
    this.#scene = null;
    this.#drawn = null;
    this.#picture = null;
    this.#minimap.element.hidden = true;
    this.#twins.clear(busy);
    this.#changed();
  }

  /** Clears cached colors and text widths after the font or theme changes. */
  forgetTheme(): void {
    this.#inks = null;
    this.#measure = null;
  }

  /** Zooms around the node with keyboard focus if it is visible, otherwise around the center of the window. */
  zoomBy(factor: number): void {
    const { camera } = this.viewport;
    const node = this.current;
    const at = node && toScreen(camera, node.x, node.y);
    const inSight = at && at.x > 0 && at.x < camera.width && at.y > 0 && at.y < camera.height;
    this.viewport.zoomBy(factor, inSight ? at : undefined);
  }

  /**
   * Makes a node the Tab stop and shows it at a readable size; `take` also moves keyboard focus there.
   */
  goTo(key: string, take: boolean): void {
    const placed = this.layout?.byKey.get(key);
    if (!placed || !this.#scene) return;
    this.#makeCurrent(key);
    this.viewport.stay();
    if (this.#picture?.detail === "density")
      this.viewport.look(this.viewport.content, { x: placed.x, y: placed.y, k: 1 });
    this.viewport.reveal(placed, { left: 24, right: 200, top: 24, bottom: 24 });
    this.#paint();
    this.#showTwins();
    if (take) this.#twins.focus(key);
  }

  /** Moves the keyboard to the current node without moving the picture. */
  enter(): void {
    if (this.#current !== null) this.#twins.focus(this.#current);
  }

  #place(before: Scene | null, scene: Scene, anchor: string | null, sight: Sight | null): void {
    const focusKey = modelKey(scene.tree.focus.id);
    const { layout } = scene;
    const focus = layout.byKey.get(focusKey) ?? { x: 0, y: 0 };
    const isOther = before?.tree.focus.id !== scene.tree.focus.id;
    const isTurned = before?.layout.horizontal !== layout.horizontal;
    if (isOther || (this.#current !== null && !layout.byKey.has(this.#current))) this.#current = null;
    this.#current ??= anchor !== null && layout.byKey.has(anchor) ? anchor : focusKey;
    if (isOther && sight !== null) this.viewport.look(layout.bounds, sight);
    else if (isOther || isTurned || (anchor === null && this.viewport.isHome))
      this.viewport.home(layout.bounds, focus);
    else {
      const key = [anchor, focusKey].find(
        name => name !== null && before?.layout.byKey.has(name) && layout.byKey.has(name),
      );
      const from = before?.layout.byKey.get(key ?? focusKey) ?? focus;
      this.viewport.setContent(layout.bounds, { from, to: layout.byKey.get(key ?? focusKey) ?? focus });
    }
    // Explicit requests draw at once; only panning and zooming wait for the next frame.
    this.#paint();
    this.#showTwins();
  }

  #makeCurrent(key: string): void {
    if (this.#current === key) return;
    this.#current = key;
    this.#changed();
  }

  /** Draws in the next frame; the screen reader elements follow once the picture stops moving. */
  #changed(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint());
    clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => this.#showTwins(), restMs);
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { camera } = this.viewport;
    const context = this.#sized(camera.width, camera.height);
    if (!context) return;
    const [scene, drawn] = [this.#scene, this.#drawn];
    if (!scene || !drawn || camera.width === 0) {
      context.clearRect(0, 0, this.canvas.width, this.canvas.height);
      return;
    }
    const look = this.#look(scene, drawn);
    const { inks } = look;
    this.#picture = drawPicture(context, scene, look);
    this.#minimap.draw(scene, inks, camera, this.viewport.content);
    setAttributes(this.canvas, { "data-detail": this.#picture.detail });
    this.#acts.pictured(this.#picture, camera.k);
  }

  #look(scene: Scene, drawn: Drawn): Look {
    this.#inks ??= readInks();
    this.#measure ??= ruler(this.#inks);
    const { byKey } = scene.layout;
    const indexOf = (key: string | null) => {
      const node = key === null ? undefined : byKey.get(key);
      return node ? node.index : -1;
    };
    const attention = {
      selected: indexOf(drawn.selected === null ? null : modelKey(drawn.selected)),
      current: indexOf(this.#current),
      hovered: this.#hovered?.index ?? -1,
      path: new Set(this.#path.map(node => indexOf(modelKey(node.id)))),
    };
    const [inks, measure, row] = [this.#inks, this.#measure, rowHeight(this.#inks)];
    const { camera } = this.viewport;
    return { inks, measure, camera, row, attention, selected: drawn.selected, path: this.#path };
  }

  /** The visible picture for saving, without pointer effects; null before the first. */
  picture(title: string): SavedPicture | null {
    const { camera } = this.viewport;
    const [scene, drawn] = [this.#scene, this.#drawn];
    if (!scene || !drawn || camera.width === 0) return null;
    const look = this.#look(scene, drawn);
    const still = { ...look, attention: { ...look.attention, hovered: -1 } };
    return {
      title,
      width: camera.width,
      height: camera.height,
      draw: pen => void drawPicture(pen, scene, still),
    };
  }

  #sized(width: number, height: number): CanvasRenderingContext2D | null {
    const ratio = devicePixelRatio;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== wide) this.canvas.width = wide;
    if (this.canvas.height !== high) this.canvas.height = high;
    return this.canvas.getContext("2d", { alpha: false });
  }

  #showTwins(): void {
    clearTimeout(this.#rest);
    const [scene, drawn] = [this.#scene, this.#drawn];
    if (!scene || !drawn) return;
    if (Math.abs(this.viewport.camera.width - this.#laidOutFor) > sameWidth) {
      this.#acts.resized();
      return;
    }
    if (this.#picture === null || this.#frame !== 0) this.#paint();
    const { selected, busy } = drawn;
    const labels = this.#picture?.labels ?? [];
    this.#twins.show({ scene, selected, busy }, labels, this.viewport.camera, this.current);
  }

  #hitAt({ clientX, clientY }: MouseEvent): Hit | null {
    if (!this.#hits || !this.#picture) return null;
    const { left, top } = this.canvas.getBoundingClientRect();
    return this.#hits.at(clientX - left, clientY - top, this.viewport.camera, this.#picture.labels);
  }

  #hover(hit: Hit | null): void {
    const before = this.#hovered?.index;
    this.#hovered = hit;
    if (before === hit?.index) return;
    const node = hit && this.#scene?.layout.nodes[hit.index];
    setAttributes(this.canvas, {
      class: node ? "picture pointing" : "picture",
      title: node && this.#scene ? nodeTitle(this.#scene.tree, node, this.#scene.palette.trait) : null,
    });
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #clicked(event: MouseEvent): void {
    const hit = this.#hitAt(event);
    const item = hit && this.layout?.nodes[hit.index]?.item;
    if (!item) return;
    this.goTo(item.key, true);
    if (item.kind === "model" && (event.ctrlKey || event.metaKey)) this.#acts.openOnHub(item.node.id);
    else if (item.kind === "stub" || hit.onHandle) this.#acts.toggle(item);
    else this.#acts.select(item);
  }
}
