import { type FamilyTree, growTree } from "../src/lineage/family-tree";
import type { FamilyView } from "../src/lineage/family-view";
import {
  chooseDepth,
  closeModel,
  type Depth,
  modelKey,
  type OpenState,
  openModel,
  openStub,
  revealModel,
  startState,
  type Visible,
} from "../src/lineage/folding";
import type { FamilyPanelCalls } from "../src/protocol";
import { button, choice } from "./controls";
import { Details } from "./details";
import { html, setAttributes, setText } from "./dom";
import { Find } from "./find";
import { Legend } from "./legend";
import { Notice, summaryOf } from "./notice";
import { type Palette, paletteOf } from "./palette";
import { depths, type KeptState, keep, openStateFor } from "./state";
import { treeStep } from "./tree-keys";
import { TreePane } from "./tree-pane";
import { count, showable } from "./words";

/** What the view needs of its host besides the calls. */
export interface ViewHost {
  readonly calls: FamilyPanelCalls;
  readonly kept: KeptState;
  keep(state: KeptState): void;
  /** Takes a promise that nobody waits for; its failure goes to the log. */
  run(work: Promise<unknown>): void;
}

/** The family view: header, tree, details, legend, and what holds them together. */
export class FamilyPanel {
  readonly element: HTMLElement;
  readonly #host: ViewHost;
  readonly #title = html("h1", {}, "Family");
  readonly #draft = html("span", { class: "draft", hidden: true }, "draft, not on the Hub");
  readonly #summary = html("p", { id: "family-summary", role: "status" });
  readonly #full = html("p", { class: "full", role: "status" });
  readonly #zoom = html("span", { class: "zoom" }, "100%");
  readonly #pane: TreePane;
  readonly #details: Details;
  readonly #legend = new Legend();
  readonly #notice: Notice;
  readonly #find: Find;
  readonly #depth = choice("Depth", depths.map(String), value => this.#chooseDepth(value));
  #view: FamilyView | null = null;
  #tree: FamilyTree | null = null;
  #palette: Palette | null = null;
  #open: OpenState = startState;
  #selected: string | null = null;

  constructor(host: ViewHost) {
    this.#host = host;
    const { calls, run } = host;
    const openOnHub = (id: string) => run(calls.openOnHub(id));
    this.#pane = new TreePane(
      { toggle: item => this.#toggle(item), select: item => this.#selectItem(item), openOnHub },
      zoom => setText(this.#zoom, `${Math.round(zoom * 100)}%`),
      () => this.#draw(null),
    );
    this.#details = new Details({
      show: id => run(calls.show(id)),
      openCard: id => run(calls.openCard(id)),
      openOnHub,
      select: id => this.#jump(id),
    });
    this.#notice = new Notice({
      pick: () => run(calls.pick()),
      cancel: () => run(calls.cancel()),
      refresh: () => run(calls.refresh()),
      showLog: () => run(calls.showLog()),
    });
    this.#find = new Find({ jump: id => this.#jump(id), leave: () => this.#toTree() });
    this.element = this.#build();
    this.element.addEventListener("keydown", event => this.#key(event));
  }

  /** Shows what the extension sends; what the person opened, selected and scrolled to stays. */
  show(view: FamilyView): void {
    const before = this.#view;
    this.#view = view;
    if (before === null || before.focus !== view.focus) {
      const { kept } = this.#host;
      const isKept = before === null && kept.focus === view.focus;
      this.#open = openStateFor(
        view.focus,
        isKept ? kept : { ...kept, focus: null, depth: this.#open.depth },
      );
      if (before === null) this.#open = { ...this.#open, depth: kept.depth };
      this.#selected = (isKept ? kept.selected : null) ?? view.focus;
    }
    const { family, focus } = view;
    this.#tree = family && focus !== null ? growTree(family, focus) : null;
    this.#palette = family ? paletteOf(family) : null;
    if (this.#tree && this.#selected !== null && !this.#tree.nodes.has(this.#selected))
      this.#selected = focus;
    this.#find.setTree(this.#tree);
    this.#legend.show(family, this.#tree, this.#palette);
    this.#showWords(view);
    this.#draw(null);
  }

  /** Measures and draws anew, after the theme or the font changed. */
  restyle(): void {
    this.#pane.forgetFont();
    this.#draw(null);
  }

  /** Selects a model and brings it into sight. */
  reveal(id: string): void {
    this.#jump(id);
  }

  #build(): HTMLElement {
    const { viewport } = this.#pane;
    const zoom = html(
      "div",
      { class: "zooms", role: "group", "aria-label": "Zoom" },
      button("−", "icon", () => viewport.zoomBy(1 / 1.25), "Zoom out"),
      this.#zoom,
      button("+", "icon", () => viewport.zoomBy(1.25), "Zoom in"),
      button("Fit", "icon", () => viewport.fit(), "Fit the whole tree into the window"),
    );
    const tools = html("div", { class: "tools" }, this.#find.element, this.#depth.element, zoom);
    const header = html("header", {}, html("div", { class: "title" }, this.#title, this.#draft), tools);
    const foot = html(
      "footer",
      {},
      this.#legend.element,
      html("div", { class: "sums" }, this.#full, this.#summary),
    );
    const stage = html("div", { class: "stage" }, this.#pane.element, this.#details.element);
    return html("div", { class: "family" }, header, this.#notice.element, stage, foot);
  }

  #showWords(view: FamilyView): void {
    const { focus, family } = view;
    const name = html("bdi", {}, showable(focus ?? ""));
    this.#title.replaceChildren("Family", ...(focus === null ? [] : [": ", name]));
    this.#draft.hidden = !view.draft;
    setText(this.#summary, summaryOf(view));
    setAttributes(this.#summary, {
      "data-models": family?.models.length ?? 0,
      "data-edges": family?.edges.length ?? 0,
      "data-model": focus,
      "data-state": view.state,
    });
    this.#notice.show(view);
    setAttributes(this.element, { class: this.#tree ? "family" : "family bare" });
  }

  #draw(anchor: string | null): void {
    const busy = this.#view?.state === "loading";
    this.#depth.set(String(this.#open.depth));
    if (this.#tree && this.#palette) {
      const { models, full } = this.#pane.draw(
        { tree: this.#tree, palette: this.#palette, open: this.#open, selected: this.#selected, busy },
        anchor,
      );
      const folded = this.#tree.nodes.size - models;
      const left = full
        ? `${count(models, "model")} are drawn, which is the most at once. Close a group to open another.`
        : "";
      setText(this.#full, left || (folded > 0 ? `${folded.toLocaleString("en-US")} folded` : ""));
    } else {
      this.#pane.clear(busy);
      setText(this.#full, "");
    }
    this.#details.show(this.#tree, this.#selected, this.#view?.draft ?? false);
    // While nothing is known yet, what was kept is not overwritten by nothing.
    if (this.#tree) this.#host.keep(keep(this.#tree.focus.id, this.#open, this.#selected));
  }

  #toggle(item: Visible): void {
    if (item.kind === "stub") this.#open = openStub(this.#open, item);
    else if (item.count === 0) return;
    else this.#open = item.open ? closeModel(this.#open, item.node.id) : openModel(this.#open, item.node.id);
    const hadStub = item.kind === "stub" && this.#pane.current?.item.key === item.key;
    const holder = item.kind === "stub" ? modelKey(item.holder.id) : item.key;
    const firstNew = this.#pane.current;
    this.#draw(holder);
    // A stub that showed its last page is gone; the keyboard goes to the model that it belonged to.
    if (hadStub && firstNew && !this.#pane.layout?.byKey.has(item.key)) this.#pane.goTo(holder, true);
  }

  #selectItem(item: Visible): void {
    this.#selected = item.kind === "stub" ? item.holder.id : item.node.id;
    this.#draw(item.key);
  }

  #jump(id: string): void {
    if (!this.#tree?.nodes.has(id)) return;
    this.#open = revealModel(this.#open, this.#tree, id);
    this.#selected = id;
    this.#draw(null);
    this.#pane.goTo(modelKey(id), false);
  }

  #toTree(): void {
    const key = this.#pane.current?.item.key;
    if (key !== undefined) this.#pane.goTo(key, true);
  }

  #chooseDepth(value: string): void {
    const depth: Depth | undefined = depths.find(candidate => String(candidate) === value);
    if (depth === undefined) return;
    this.#open = chooseDepth(this.#open, depth);
    this.#draw(null);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { target } = event;
    if (target instanceof Element && target.closest("vscode-text-field, vscode-dropdown")) return;
    const inTree = target instanceof Element && target.closest('[role="treeitem"]') !== null;
    if (this.#shortcut(event.key) || (inTree && this.#treeKey(event.key))) event.preventDefault();
    else if (event.key === "Escape") this.#toTree();
  }

  #shortcut(key: string): boolean {
    const { viewport } = this.#pane;
    if (key === "/") this.#find.focus();
    else if (key === "+" || key === "=") viewport.zoomBy(1.25);
    else if (key === "-") viewport.zoomBy(1 / 1.25);
    else if (key === "0") viewport.resetZoom();
    else return false;
    return true;
  }

  #treeKey(key: string): boolean {
    const { layout, current } = this.#pane;
    if (!layout || !current) return false;
    const asked = treeStep(layout, current, key);
    if (asked.step === "go") this.#pane.goTo(asked.to.item.key, true);
    else if (asked.step === "toggle") this.#toggle(current.item);
    else if (asked.step === "select") this.#selectItem(current.item);
    else if (asked.step === "leave") this.#find.focus();
    return asked.step !== "none" || key.startsWith("Arrow");
  }
}
