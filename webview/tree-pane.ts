import type { FamilyTree, TreeNode } from "../src/lineage/family-tree";
import { type Folded, fold, modelKey, type OpenState, type Visible } from "../src/lineage/folding";
import { type Layout, layOut, type PlacedNode } from "../src/lineage/layout";
import { type Box, boxOf, type Measure, ruler } from "./boxes";
import { html, setAttributes, setChildren, svg } from "./dom";
import type { Palette } from "./palette";
import { type LinkElements, makeLink } from "./tree-links";
import { makeNode, type NodeElements } from "./tree-nodes";
import { Viewport } from "./viewport";
import type { LabelRoom } from "./words";

/** What is drawn. */
export interface Drawn {
  readonly tree: FamilyTree;
  readonly palette: Palette;
  readonly open: OpenState;
  readonly selected: string | null;
  /** Whether the family is still being read. */
  readonly busy: boolean;
}

/** What a person does to a node with the mouse. */
export interface NodeActs {
  /** Opens or closes a model, or shows more of a stub. */
  toggle(item: Visible): void;
  select(item: Visible): void;
  openOnHub(id: string): void;
}

/** Space between columns, in px. */
const gap: Readonly<Record<LabelRoom, number>> = { wide: 72, narrow: 40 };

/** Below this width of the window, in px, labels are short. */
const narrowBelow = 720;

function rowHeight(): number {
  const size = Number.parseFloat(getComputedStyle(document.body).fontSize);
  return Math.max(24, Math.round((Number.isFinite(size) ? size : 13) * 2));
}

/** Keys of all models from the selected one to the focus. */
function pathKeys(tree: FamilyTree, selected: string | null): Set<string> {
  const keys = new Set<string>();
  for (
    let node: TreeNode | null | undefined = selected === null ? null : tree.nodes.get(selected);
    node;
    node = node.toward
  ) {
    keys.add(modelKey(node.id));
  }
  return keys;
}

/** Draws the family tree into an SVG, keeps its elements from one drawing to the next, and knows where each node is. */
export class TreePane {
  readonly element: HTMLElement;
  readonly viewport: Viewport;
  readonly #svg: SVGSVGElement;
  readonly #links = svg("g", { "aria-hidden": "true" });
  readonly #nodes = svg("g", { role: "none" });
  readonly #nodeElements = new Map<string, NodeElements>();
  readonly #linkElements = new Map<string, LinkElements>();
  readonly #acts: NodeActs;
  #measure: Measure | null = null;
  #room: LabelRoom = "wide";
  #layout: Layout | null = null;
  #focusId: string | null = null;
  #current: string | null = null;

  constructor(acts: NodeActs, zoomed: (zoom: number) => void, roomChanged: () => void) {
    this.#acts = acts;
    this.#svg = svg(
      "svg",
      { role: "tree", "aria-label": "Family tree", "aria-busy": "false" },
      this.#links,
      this.#nodes,
    );
    this.element = html("div", { class: "window" }, this.#svg);
    this.viewport = new Viewport(this.element, this.#svg, zoomed);
    new ResizeObserver(() => {
      const { clientWidth } = this.element;
      const room = clientWidth < narrowBelow ? "narrow" : "wide";
      if (clientWidth === 0 || room === this.#room) return;
      this.#room = room;
      requestAnimationFrame(roomChanged);
    }).observe(this.element);
    this.#svg.addEventListener("click", event => this.#clicked(event));
    this.#svg.addEventListener("focusin", event => this.#entered(event.target));
  }

  /** The drawing as it stands; null before the first. */
  get layout(): Layout | null {
    return this.#layout;
  }

  /** The node that the keyboard is on, or would be on. */
  get current(): PlacedNode | null {
    return (this.#current === null ? undefined : this.#layout?.byKey.get(this.#current)) ?? null;
  }

  /** Draws; the node `anchor` stays where it is on the screen, or the focus when there is none. */
  draw(drawn: Drawn, anchor: string | null): Folded {
    const { tree, open } = drawn;
    const measure = this.#measure ?? ruler();
    this.#measure = measure;
    const room = this.#room;
    const boxes = new Map<Visible, Box>();
    const boxFor = (item: Visible): Box => {
      let box = boxes.get(item);
      if (!box) {
        box = boxOf(tree, item, measure, room);
        boxes.set(item, box);
      }
      return box;
    };
    const folded = fold(tree, open);
    const row = rowHeight();
    const layout = layOut(tree, folded, { row, gap: gap[room], width: item => boxFor(item).width });
    const before = this.#layout;
    this.#layout = layout;
    this.#drawLinks(layout, drawn);
    this.#drawNodes(layout, drawn, boxFor, row);
    setAttributes(this.#svg, {
      "aria-busy": String(drawn.busy),
      "aria-label": `Family tree of ${tree.focus.id}`,
    });
    this.#place(tree.focus.id, before, layout, anchor);
    return folded;
  }

  /** Empties the drawing. */
  clear(busy: boolean): void {
    this.#layout = null;
    this.#focusId = null;
    this.#nodeElements.clear();
    this.#linkElements.clear();
    setChildren(this.#links, []);
    setChildren(this.#nodes, []);
    setAttributes(this.#svg, { "aria-busy": String(busy), "aria-label": "Family tree" });
  }

  /** Forgets the widths of texts, after the font or theme changed. */
  forgetFont(): void {
    this.#measure = null;
  }

  /** Makes a node the one that Tab reaches; with `take`, moves the keyboard there and shows it. */
  goTo(key: string, take: boolean): void {
    const placed = this.#layout?.byKey.get(key);
    const elements = this.#nodeElements.get(key);
    if (!placed || !elements) return;
    this.#makeCurrent(key);
    const half = 14;
    this.viewport.stay();
    if (take) elements.entry.focus({ preventScroll: true });
    this.viewport.reveal({
      left: placed.x,
      right: placed.x + placed.width,
      top: placed.y - half,
      bottom: placed.y + half,
    });
  }

  #place(focusId: string, before: Layout | null, layout: Layout, anchor: string | null): void {
    const focusKey = modelKey(focusId);
    const now = layout.byKey.get(focusKey);
    if (before === null || this.#focusId !== focusId || (anchor === null && this.viewport.isHome)) {
      if (this.#focusId !== focusId) this.#makeCurrent(focusKey);
      this.#focusId = focusId;
      this.viewport.home(layout.bounds, now ? now.x + now.width / 2 : 0);
      return;
    }
    const key = [anchor, focusKey].find(
      name => name !== null && before.byKey.has(name) && layout.byKey.has(name),
    );
    const from = before.byKey.get(key ?? focusKey);
    const to = layout.byKey.get(key ?? focusKey);
    if (from && to) this.viewport.setContent(layout.bounds, { from, to });
    if (this.#current === null || !layout.byKey.has(this.#current)) this.#makeCurrent(key ?? focusKey);
  }

  #drawLinks(layout: Layout, { tree, selected }: Drawn): void {
    const onPath = pathKeys(tree, selected);
    const kept = new Set<string>();
    const groups = layout.links.map(link => {
      kept.add(link.key);
      const elements = this.#linkElements.get(link.key) ?? makeLink();
      this.#linkElements.set(link.key, elements);
      const marked = link.kind === "tree" && onPath.has(link.from.item.key) && onPath.has(link.to.item.key);
      elements.update(link, marked);
      return elements.group;
    });
    setChildren(this.#links, groups);
    for (const key of this.#linkElements.keys()) if (!kept.has(key)) this.#linkElements.delete(key);
  }

  #drawNodes(layout: Layout, drawn: Drawn, boxFor: (item: Visible) => Box, row: number): void {
    const { tree, palette } = drawn;
    const firstColumn = layout.nodes[0]?.column ?? 0;
    const hadFocus = this.#nodes.contains(document.activeElement) ? document.activeElement : null;
    const groups = layout.nodes.map(placed => {
      const { item, column } = placed;
      const elements = this.#nodeElements.get(item.key) ?? makeNode();
      this.#nodeElements.set(item.key, elements);
      const selected = item.kind === "model" && item.node.id === drawn.selected;
      elements.update(placed, {
        tree,
        palette,
        box: boxFor(item),
        selected,
        level: column - firstColumn + 1,
        row,
      });
      return elements.group;
    });
    setChildren(this.#nodes, groups);
    for (const key of this.#nodeElements.keys()) if (!layout.byKey.has(key)) this.#nodeElements.delete(key);
    if (hadFocus instanceof SVGElement && hadFocus.isConnected && document.activeElement !== hadFocus) {
      hadFocus.focus({ preventScroll: true });
    }
  }

  #makeCurrent(key: string): void {
    const old = this.#current === null ? undefined : this.#nodeElements.get(this.#current);
    if (old) setAttributes(old.entry, { tabindex: -1 });
    this.#current = key;
    const elements = this.#nodeElements.get(key);
    if (elements) setAttributes(elements.entry, { tabindex: 0 });
  }

  #placedAt(target: EventTarget | null): PlacedNode | null {
    const key = target instanceof Element ? target.closest("[data-key]")?.getAttribute("data-key") : null;
    return (key ? this.#layout?.byKey.get(key) : undefined) ?? null;
  }

  #entered(target: EventTarget | null): void {
    const placed = this.#placedAt(target);
    if (placed && placed.item.key !== this.#current) this.#makeCurrent(placed.item.key);
  }

  #clicked(event: MouseEvent): void {
    const placed = this.#placedAt(event.target);
    if (!placed || this.element.classList.contains("dragging")) return;
    const { item } = placed;
    const onHandle = event.target instanceof Element && event.target.closest(".handle") !== null;
    if (item.kind === "model" && (event.ctrlKey || event.metaKey)) this.#acts.openOnHub(item.node.id);
    else if (item.kind === "stub" || onHandle) this.#acts.toggle(item);
    else this.#acts.select(item);
  }
}
