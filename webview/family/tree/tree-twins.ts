import type { PlacedNode } from "../../../src/lineage/tree/layout";
import { t } from "../../../src/words/words";
import { html, setAttributes, setChildren } from "../../kit/dom";
import type { Camera } from "./camera";
import type { DrawnLabel } from "./tree-labels";
import type { Scene } from "./tree-scene";
import { modelWords, stubWords } from "./tree-words";

/** The accessible properties of a twin, apart from its label. */
export interface TwinLook {
  readonly scene: Scene;
  readonly selected: string | null;
  readonly busy: boolean;
}

/** Maximum number of nodes exposed to screen readers at once, not counting the current node and its neighbors. */
const mostTwins = 160;

/**
 * The drawing as a tree of elements for the keyboard and screen readers: nodes with visible names, the current node,
 * and its neighbors. They lie invisibly over their pictures and show the keyboard focus.
 */
export class Twins {
  readonly element = html("div", { class: "twins", role: "tree", "aria-label": t`Family tree` });
  readonly #items = new Map<string, HTMLElement>();
  readonly #entered: (key: string) => void;

  constructor(entered: (key: string) => void) {
    this.#entered = entered;
    this.element.addEventListener("focusin", ({ target }) => {
      const key = target instanceof HTMLElement ? target.dataset.key : undefined;
      if (key !== undefined) this.#entered(key);
    });
  }

  /** Whether one of the nodes has keyboard focus. */
  get hasFocus(): boolean {
    return this.element.contains(document.activeElement);
  }

  /** Updates the elements to match a picture. */
  show(look: TwinLook, labels: readonly DrawnLabel[], camera: Camera, current: PlacedNode | null): void {
    const { scene, busy } = look;
    setAttributes(this.element, {
      "aria-busy": String(busy),
      "aria-label": t`Family tree of ${scene.tree.focus.id}`,
    });
    const boxes = new Map<number, DrawnLabel | null>();
    for (const label of labels.slice(0, mostTwins)) boxes.set(label.index, label);
    for (const node of around(scene, current)) {
      const index = node.index;
      if (!boxes.has(index)) boxes.set(index, labels.find(label => label.index === index) ?? null);
    }
    const shown = [...boxes].sort(([a], [b]) => a - b);
    const kept = new Set<string>();
    const elements = shown.map(([index, label]) => {
      const node = scene.layout.nodes[index] as PlacedNode;
      const { key } = node.item;
      kept.add(key);
      const item = this.#items.get(key) ?? html("div", { role: "treeitem" });
      this.#items.set(key, item);
      describe(item, node, look, node === current);
      place(item, node, label, camera);
      return item;
    });
    const hadFocus = this.hasFocus ? document.activeElement : null;
    setChildren(this.element, elements);
    if (hadFocus instanceof HTMLElement && hadFocus.isConnected && document.activeElement !== hadFocus)
      hadFocus.focus({ preventScroll: true });
    for (const key of this.#items.keys()) if (!kept.has(key)) this.#items.delete(key);
  }

  clear(busy: boolean): void {
    this.#items.clear();
    setChildren(this.element, []);
    setAttributes(this.element, { "aria-busy": String(busy), "aria-label": t`Family tree` });
  }

  /** Moves keyboard focus to a displayed node. */
  focus(key: string): void {
    this.#items.get(key)?.focus({ preventScroll: true });
  }
}

/** The node, its neighbor toward the focus, and the nearest nodes in its column and among its children. */
function around(scene: Scene, current: PlacedNode | null): PlacedNode[] {
  if (current === null) return [];
  const { nodes } = scene.layout;
  const at = current.index;
  const near = nodes.slice(Math.max(0, at - 2), at + 3);
  return [...near, ...(current.toward ? [current.toward] : []), current];
}

function describe(item: HTMLElement, node: PlacedNode, look: TwinLook, isCurrent: boolean): void {
  const { scene, selected } = look;
  const { item: shown, column } = node;
  const isModel = shown.kind === "model";
  const isSelected = isModel && shown.node.id === selected;
  setAttributes(item, {
    class: isModel ? `twin model ${shown.node.side}` : "twin stub",
    tabindex: isCurrent ? 0 : -1,
    "aria-label": isModel
      ? modelWords(scene.tree, shown.node, scene.palette)
      : stubWords(shown, scene.palette.trait),
    "aria-level": column - (scene.layout.columns[0]?.column ?? 0) + 1,
    "aria-selected": String(isSelected),
    "aria-expanded": isModel ? (shown.count > 0 ? String(shown.open) : null) : "false",
    "aria-current": isModel && shown.node.side === "focus" ? "true" : null,
    "data-model": isModel ? shown.node.id : null,
    "data-key": shown.key,
  });
}

function place(item: HTMLElement, node: PlacedNode, label: DrawnLabel | null, camera: Camera): void {
  const x = label?.x ?? node.x * camera.kx + camera.x;
  const y = label?.y ?? node.y * camera.k + camera.y;
  const size = label?.size ?? 1;
  const width = (label ? label.right - label.x : 12) + 16 * size;
  const { style } = item;
  style.transform = `translate(${(x - 11 * size).toFixed(1)}px, ${(y - 12 * size).toFixed(1)}px)`;
  style.width = `${width.toFixed(1)}px`;
  style.height = `${(24 * size).toFixed(1)}px`;
}
