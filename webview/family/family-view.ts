import type { Relation } from "../../src/lineage/model";
import { showable } from "../../src/lineage/showable";
import type { FamilyView } from "../../src/lineage/shown-family";
import {
  type FamilyFilter,
  type Filtered,
  filterFamily,
  noFilter,
} from "../../src/lineage/tree/family-filter";
import { type FamilyTree, growTree } from "../../src/lineage/tree/family-tree";
import {
  chooseDepth,
  closeModel,
  modelKey,
  type OpenState,
  openModel,
  openStub,
  pageSize,
  revealModel,
  startState,
  type Visible,
  type VisibleStub,
} from "../../src/lineage/tree/folding";
import type { FamilyPanelCalls } from "../../src/protocol";
import { button } from "../kit/controls";
import { html, setAttributes, setText } from "../kit/dom";
import { count } from "../kit/numbers";
import type { SavedPicture } from "../kit/picture";
import { Aside } from "./aside";
import { type KeyActs, pressKey } from "./family-keys";
import { FilterBar, filterName } from "./filter-bar";
import { Find } from "./find";
import { Legend } from "./legend";
import { Notice, summaryOf } from "./notice";
import { type KeptState, keptOpen, type Looks, openStateFor } from "./state";
import { Tools } from "./tools";
import { type Palette, paletteOf } from "./tree/palette";
import { TreePane } from "./tree/tree-pane";
import type { Picture } from "./tree/tree-picture";

/** What the view needs from its host. */
export interface ViewHost {
  readonly calls: FamilyPanelCalls;
  readonly kept: KeptState;
  keep(state: KeptState): void;
  /** Runs a promise in the background; failures go to the log. */
  run(work: Promise<unknown>): void;
}

/** The view is saved after it has been still for this long, in ms. */
const keepMs = 400;

/** The family view: header, tree, details, and legend. */
export class FamilyPanel {
  readonly element: HTMLElement;
  readonly #host: ViewHost;
  readonly #title = html("h1", {}, "Family");
  readonly #draft = html("span", { class: "draft", hidden: true }, "draft, not on the Hub");
  readonly #pin = button("Pin", "icon", () => this.#togglePin());
  readonly #summary = html("p", { id: "family-summary", role: "status" });
  readonly #left = html("p", { class: "left-out", role: "status" });
  readonly #aside: Aside;
  readonly #pane: TreePane;
  readonly #tools: Tools;
  readonly #legend: Legend;
  readonly #notice: Notice;
  readonly #find: Find;
  readonly #filters: FilterBar;
  #view: FamilyView | null = null;
  #tree: FamilyTree | null = null;
  #palette: Palette | null = null;
  #filtered: Filtered | null = null;
  #open: OpenState = startState;
  #looks: Looks;
  #filter: FamilyFilter = noFilter;
  #selected: string | null = null;
  #pinned: boolean;
  #folded = 0;
  #keeping = 0;

  constructor(host: ViewHost) {
    this.#host = host;
    const { calls, run, kept } = host;
    const { colorBy, sizeBy, horizontal } = kept;
    this.#looks = { colorBy, sizeBy, horizontal };
    this.#pinned = kept.pinned;
    const openOnHub = (id: string) => run(calls.openOnHub(id));
    this.#pane = new TreePane({
      toggle: item => this.#toggle(item),
      select: item => this.#selectItem(item),
      openOnHub,
      resized: () => this.#draw(null),
      pictured: (picture, zoom) => this.#pictured(picture, zoom),
    });
    this.#aside = new Aside(
      {
        show: id => run(calls.show(id)),
        openCard: id => run(calls.openCard(id)),
        openOnHub,
        compare: (parent, child) => run(calls.compare({ parent, child })),
        select: id => this.#jump(id),
      },
      {
        jump: id => this.#jump(id),
        drawAll: stub => this.#drawGroup(stub),
        close: () => this.#closeList(),
      },
    );
    this.#notice = new Notice({
      pick: () => run(calls.pick()),
      cancel: () => run(calls.cancel()),
      refresh: () => run(calls.refresh()),
      showLog: () => run(calls.showLog()),
    });
    this.#find = new Find({ jump: id => this.#jump(id), leave: () => this.#toTree() });
    this.#filters = new FilterBar(filter => this.#filterBy(filter));
    this.#legend = new Legend({
      value: value => this.#filterByValue(value),
      relation: relation => this.#filterByRelation(relation),
    });
    this.#tools = new Tools(
      {
        depth: depth => this.#change({ open: chooseDepth(this.#open, depth) }),
        looks: looks => this.#look(looks),
        filter: () => this.#filters.toggle(),
        zoomBy: factor => this.#pane.zoomBy(factor),
        fit: () => this.#pane.viewport.fit(),
      },
      this.#find.element,
    );
    this.#showPin();
    this.element = this.#build();
    const keys: KeyActs = {
      toggle: item => this.#toggle(item),
      select: item => this.#selectItem(item),
      find: () => this.#find.focus(),
      toTree: () => this.#toTree(),
    };
    this.element.addEventListener("keydown", event => pressKey(event, this.#pane, keys));
  }

  /** The current view as a picture to save; null when there is no tree. */
  picture(): SavedPicture | null {
    return this.#pane.picture(this.#title.textContent ?? "", this.#legend.element);
  }

  /** Shows an update from the extension; expanded groups, selection, and position stay. */
  show(view: FamilyView): void {
    const before = this.#view;
    this.#view = view;
    const isNew = before === null || before.focus !== view.focus;
    const { kept } = this.#host;
    const isKept = before === null && kept.focus === view.focus;
    if (isNew) {
      const depth = before === null ? kept.depth : this.#open.depth;
      this.#open = isKept ? openStateFor(view.focus, kept) : { ...startState, depth };
      this.#filter = isKept ? kept.filter : noFilter;
      this.#selected = (isKept ? kept.selected : null) ?? view.focus;
      this.#aside.closeList();
    }
    const { family, focus } = view;
    this.#tree = family && focus !== null ? growTree(family, focus) : null;
    this.#palette = family ? paletteOf(family, this.#looks.colorBy) : null;
    if (this.#tree && this.#selected !== null && !this.#tree.nodes.has(this.#selected))
      this.#selected = focus;
    this.#find.setTree(this.#tree);
    this.#showWords(view);
    this.#draw(null, isKept);
  }

  /** Measures and redraws after the theme or the font changed. */
  restyle(): void {
    this.#pane.forgetTheme();
    this.#draw(null);
  }

  /** Selects a model and scrolls it into view. */
  reveal(id: string): void {
    this.#jump(id);
  }

  #build(): HTMLElement {
    const title = html("div", { class: "title" }, this.#title, this.#draft, this.#pin);
    const header = html("header", {}, title, this.#tools.element);
    const sums = html("div", { class: "sums" }, this.#left, this.#summary);
    const foot = html("footer", {}, this.#legend.element, sums);
    const stage = html("div", { class: "stage" }, this.#pane.element, this.#aside.element);
    return html("div", { class: "family" }, header, this.#filters.element, this.#notice.element, stage, foot);
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

  #draw(anchor: string | null, restored = false): void {
    const busy = this.#view?.state === "loading";
    const family = this.#view?.family ?? null;
    const [tree, palette] = [this.#tree, this.#palette];
    this.#filtered = tree && filterFamily(tree, this.#filter);
    this.#tools.show(
      this.#open.depth,
      this.#looks,
      filterName(this.#filter, this.#filtered?.matching.size ?? null),
    );
    this.#filters.show(family, this.#filter);
    this.#legend.show(family, tree, palette, this.#filter);
    // The pane next to the tree comes first, because it determines the width of the tree.
    this.#aside.show(tree, this.#selected, this.#view?.draft ?? false);
    if (tree && palette) {
      const { sizeBy, horizontal } = this.#looks;
      const drawn = { tree, palette, open: this.#open, filtered: this.#filtered, sizeBy, horizontal };
      const sight = restored ? this.#host.kept.sight : null;
      const { models } = this.#pane.draw({ ...drawn, selected: this.#selected, busy }, anchor, sight);
      this.#folded = (this.#filtered?.shown.size ?? tree.nodes.size) - models;
    } else {
      this.#pane.clear(busy);
      setText(this.#left, "");
    }
    this.#keep();
  }

  /** Reports what the picture leaves out and saves the view position. */
  #pictured({ hiddenCrosses }: Picture, zoom: number): void {
    this.#tools.showZoom(zoom);
    const filtered = this.#filtered && this.#tree ? this.#tree.nodes.size - this.#filtered.shown.size : 0;
    const number = (n: number) => n.toLocaleString("en-US");
    const parts = [
      this.#folded > 0 ? `${number(this.#folded)} folded` : "",
      filtered > 0 ? `${number(filtered)} hidden by filter` : "",
      hiddenCrosses > 0
        ? `${count(hiddenCrosses, "line")} from other parents not drawn; select a model to see its lines`
        : "",
    ];
    setText(this.#left, parts.filter(Boolean).join(" · "));
    clearTimeout(this.#keeping);
    this.#keeping = window.setTimeout(() => this.#keep(), keepMs);
  }

  #keep(): void {
    // Do not overwrite saved state before a family is loaded.
    if (!this.#tree) return;
    const { viewport } = this.#pane;
    this.#host.keep({
      ...keptOpen(this.#open),
      ...this.#looks,
      focus: this.#tree.focus.id,
      pinned: this.#pinned,
      selected: this.#selected,
      filter: this.#filter,
      sight: viewport.isHome ? null : viewport.sight,
    });
  }

  #change({ open }: { readonly open: OpenState }): void {
    this.#open = open;
    this.#draw(null);
  }

  #look(looks: Partial<Looks>): void {
    this.#looks = { ...this.#looks, ...looks };
    const family = this.#view?.family;
    this.#palette = family ? paletteOf(family, this.#looks.colorBy) : null;
    this.#draw(null);
  }

  #filterBy(filter: FamilyFilter): void {
    this.#filter = filter;
    this.#draw(null);
  }

  #filterByValue(value: string | null): void {
    const trait = this.#looks.colorBy;
    const before = this.#filter.values[trait] ?? [];
    const values = before.includes(value) ? before.filter(one => one !== value) : [...before, value];
    this.#filterBy({ ...this.#filter, values: { ...this.#filter.values, [trait]: values } });
  }

  #filterByRelation(relation: Relation): void {
    const before = this.#filter.relations;
    const relations = before.includes(relation)
      ? before.filter(one => one !== relation)
      : [...before, relation];
    this.#filterBy({ ...this.#filter, relations });
  }

  #togglePin(): void {
    this.#pinned = !this.#pinned;
    this.#showPin();
    this.#host.run(this.#host.calls.pin(this.#pinned));
    this.#keep();
  }

  #showPin(): void {
    setText(this.#pin, this.#pinned ? "Unpin" : "Pin");
    const name = this.#pinned
      ? "Unpin: follow the active model card again"
      : "Pin: keep this family when you switch to another model card";
    setAttributes(this.#pin, { "aria-label": name, title: name });
  }

  #toggle(item: Visible): void {
    if (item.kind === "stub") {
      if (item.hidden <= pageSize) this.#drawGroup(item);
      else if (this.#palette) this.#aside.list(item, this.#palette);
      return;
    }
    if (item.count === 0) return;
    this.#open = item.open ? closeModel(this.#open, item.node.id) : openModel(this.#open, item.node.id);
    this.#draw(item.key);
  }

  /** Draws all of a folded group and moves the focus to its owner, because the stub disappears. */
  #drawGroup(stub: VisibleStub): void {
    this.#aside.closeList();
    this.#open = openStub(this.#open, stub);
    const holder = modelKey(stub.holder.id);
    this.#draw(holder);
    this.#pane.goTo(holder, true);
  }

  #closeList(): void {
    const stub = this.#aside.closeList();
    if (stub) this.#pane.goTo(stub.key, true);
  }

  #selectItem(item: Visible): void {
    this.#selected = item.kind === "stub" ? item.holder.id : item.node.id;
    this.#aside.closeList();
    this.#draw(item.key);
  }

  #jump(id: string): void {
    if (!this.#tree?.nodes.has(id)) return;
    // A model the user asks for is shown even if the filter hid it.
    if (this.#filtered && !this.#filtered.shown.has(id)) this.#filter = noFilter;
    this.#open = revealModel(this.#open, this.#tree, id);
    this.#selected = id;
    this.#aside.closeList();
    this.#draw(null);
    this.#pane.goTo(modelKey(id), false);
  }

  #toTree(): void {
    const key = this.#pane.current?.item.key;
    if (key !== undefined) this.#pane.goTo(key, true);
  }
}
