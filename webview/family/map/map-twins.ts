import type { MapName } from "../../../src/pictures/family/map-names";
import { branchNote } from "../../../src/pictures/family/map-names";
import type { MapScene } from "../../../src/pictures/family/map-scene";
import { t } from "../../../src/words/words";
import { html, setAttributes, setChildren } from "../../kit/dom";
import { modelWords } from "../tree/tree-words";

/** The accessible state of a map. */
export interface MapTwinLook {
  readonly scene: MapScene;
  readonly selected: number;
  readonly current: number;
  readonly busy: boolean;
}

/** Where a model is drawn, in px of the window. */
export interface TwinBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The map as a tree of elements for the keyboard and screen readers: every named branch, the current one, its parent. */
export class MapTwins {
  readonly element = html("div", { class: "twins", role: "tree", "aria-label": t`Family map` });
  readonly #items = new Map<number, HTMLElement>();

  constructor(entered: (index: number) => void) {
    this.element.addEventListener("focusin", ({ target }) => {
      const index = target instanceof HTMLElement ? Number(target.dataset.index) : Number.NaN;
      if (Number.isInteger(index)) entered(index);
    });
  }

  /** Updates the elements to match a picture; `boxOf` tells where a model is drawn. */
  show(look: MapTwinLook, names: readonly MapName[], boxOf: (index: number) => TwinBox): void {
    const { scene, current, busy } = look;
    setAttributes(this.element, {
      "aria-busy": String(busy),
      "aria-label": t`Family map of ${scene.tree.focus.id}`,
    });
    const parent = scene.map.parent[current] ?? -1;
    const shown = new Set([...names.map(({ index }) => index), current, ...(parent < 0 ? [] : [parent])]);
    const elements = [...shown]
      .sort((a, b) => a - b)
      .map(index => {
        const item = this.#items.get(index) ?? html("div", { role: "treeitem" });
        this.#items.set(index, item);
        describe(item, look, index);
        const { x, y, width, height } = boxOf(index);
        item.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
        item.style.width = `${width.toFixed(1)}px`;
        item.style.height = `${height.toFixed(1)}px`;
        return item;
      });
    const hadFocus = this.element.contains(document.activeElement) ? document.activeElement : null;
    setChildren(this.element, elements);
    if (hadFocus instanceof HTMLElement && hadFocus.isConnected && document.activeElement !== hadFocus)
      hadFocus.focus({ preventScroll: true });
    for (const index of this.#items.keys()) if (!shown.has(index)) this.#items.delete(index);
  }

  /** Forgets the elements of another family. */
  clear(busy: boolean): void {
    this.#items.clear();
    setChildren(this.element, []);
    setAttributes(this.element, { "aria-busy": String(busy), "aria-label": t`Family map` });
  }

  /** Moves keyboard focus to a model that is shown. */
  focus(index: number): void {
    this.#items.get(index)?.focus({ preventScroll: true });
  }
}

function describe(item: HTMLElement, { scene, selected, current }: MapTwinLook, index: number): void {
  const { map, tree, palette } = scene;
  const node = map.nodes[index];
  if (!node) return;
  const note = branchNote(scene, index);
  setAttributes(item, {
    class: "twin model",
    tabindex: index === current ? 0 : -1,
    "aria-label": [modelWords(tree, node, palette), note && t`branch of ${note}`].filter(Boolean).join(", "),
    "aria-level": (map.depth[index] ?? 0) + 1,
    "aria-selected": String(index === selected),
    "aria-expanded": (map.end[index] ?? 0) > index + 1 ? "true" : null,
    "aria-current": index === map.focus ? "true" : null,
    "data-model": node.id,
    "data-index": index,
  });
}
