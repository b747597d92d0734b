import type { FamilyView } from "../../src/lineage/shown-family";
import {
  type FamilyFilter,
  type Filtered,
  filterFamily,
  noFilter,
  withRelation,
  withValues,
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
import { type MoreRow, showMore } from "../../src/lineage/tree/open-rows";
import { type Palette, paletteOf } from "../../src/pictures/family/palette";
import type { FamilyPanelCalls, FamilySource } from "../../src/protocol";
import { t } from "../../src/words/words";
import { button } from "../kit/controls";
import { setAttributes, setText } from "../kit/dom";
import type { SavedPicture } from "../kit/picture";
import { Aside } from "./aside";
import { type KeyActs, pressKey } from "./family-keys";
import { FilterBar, filterName } from "./filter-bar";
import { Find } from "./find";
import { sourceWords } from "./framed-picture";
import { Legend } from "./legend";
import { Notice } from "./notice";
import { PanelFrame } from "./panel-frame";
import { PictureStage } from "./picture-stage";
import {
  type KeptState,
  keptOpen,
  type Looks,
  openingDepth,
  openStateFor,
  type PictureKind,
  pictureOf,
} from "./state";
import { Tools } from "./tools";
import { sizeScale } from "./tree/size-scale";
import type { Picture } from "./tree/tree-picture";
import { leftOutWords } from "./tree/tree-words";

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

/** The family view: header, picture, details, and legend. */
export class FamilyPanel {
  readonly element: HTMLElement;
  readonly #host: ViewHost;
  readonly #pin = button(t`Pin`, "icon", () => this.#togglePin());
  readonly #frame: PanelFrame;
  readonly #aside: Aside;
  readonly #stage: PictureStage;
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
  #hiddenCrosses = 0;
  #keeping = 0;

  constructor(host: ViewHost) {
    this.#host = host;
    const { calls, run, kept } = host;
    const { drawing, colorBy, sizeBy, horizontal } = kept;
    this.#looks = { drawing, colorBy, sizeBy, horizontal };
    this.#pinned = kept.pinned;
    const openOnHub = (id: string) => run(calls.openOnHub(id));
    this.#aside = new Aside(
      {
        show: id => run(calls.show(id)),
        openCard: id => run(calls.openCard(id)),
        openOnHub,
        copyId: id => run(calls.copyId(id)),
        compare: (parent, child) => run(calls.compare({ parent, child })),
        select: id => this.#jump(id),
      },
      {
        jump: id => this.#jump(id),
        drawAll: stub => this.#drawGroup(stub),
        close: () => this.#closeList(),
      },
      kept.folds.details,
      () => this.#keep(),
    );
    this.#stage = new PictureStage(
      {
        toggle: ({ node, open }) => this.#toggleModel(node.id, open),
        more: row => this.#showMore(row),
        select: id => this.#select(id),
        openOnHub,
        leave: () => this.#find.focus(),
        scrolled: () => this.#keepSoon(),
      },
      {
        toggle: item => this.#toggle(item),
        select: item => this.#selectItem(item),
        openOnHub,
        resized: () => this.#draw(null),
        pictured: (picture, zoom) => this.#pictured(picture, zoom),
      },
      {
        select: id => this.#select(id),
        openOnHub,
        leave: () => this.#find.focus(),
        pictured: (zoom, words) => {
          this.#tools.showZoom(zoom);
          this.#frame.sayLeftOut(words);
        },
      },
      this.#aside.element,
    );
    this.#notice = new Notice({
      pick: () => run(calls.pick()),
      cancel: () => run(calls.cancel()),
      refresh: () => run(calls.refresh()),
      showLog: () => run(calls.showLog()),
    });
    this.#find = new Find({ jump: id => this.#jump(id), leave: () => this.#stage.focus() });
    this.#filters = new FilterBar(filter => this.#filterBy(filter));
    this.#legend = new Legend({
      values: (trait, values) => this.#filterBy(withValues(this.#filter, trait, values)),
      relation: relation => this.#filterBy(withRelation(this.#filter, relation)),
    });
    this.#tools = new Tools({
      depth: depth => this.#change({ open: chooseDepth(this.#open, depth) }),
      looks: looks => this.#look(looks),
      filter: () => this.#filters.toggle(),
      zoomBy: factor => this.#stage.zoom(factor),
      fit: () => this.#stage.fit(),
    });
    this.#showPin();
    const [find, tools, filters] = [this.#find.element, this.#tools.element, this.#filters.element];
    const [notice, stage, legend] = [this.#notice.element, this.#stage.element, this.#legend.element];
    const parts = { pin: this.#pin, find, tools, filters, notice, stage, legend };
    this.#frame = new PanelFrame(parts, kept.folds, () => this.#keep());
    this.element = this.#frame.element;
    this.element.addEventListener("keydown", event => pressKey(event, this.#stage.tree, this.#keys));
  }

  get #keys(): KeyActs {
    return {
      toggle: item => this.#toggle(item),
      select: item => this.#selectItem(item),
      find: () => this.#find.focus(),
      toTree: () => this.#stage.focus(),
      zoom: factor => this.#stage.zoom(factor),
    };
  }

  /** The picture that is shown; null if there is nothing to draw. */
  get pictured(): PictureKind | null {
    return this.#tree ? this.#stage.kind : null;
  }

  /** Moves the keyboard to the picture. */
  enter(): void {
    this.#stage.enter();
  }

  /** The current view as a picture to save, with the Hub that it comes from; null when there is no tree. */
  picture(source: FamilySource | null): SavedPicture | null {
    const [title, legend] = [this.#frame.title, this.#legend.element];
    return this.#view && this.#stage.picture(title, legend, sourceWords(this.#view.family, source));
  }

  /** Shows an update from the extension; expanded groups, selection, and position stay. */
  show(view: FamilyView): void {
    const before = this.#view;
    this.#view = view;
    const isNew = before === null || before.focus !== view.focus;
    const { kept } = this.#host;
    const isKept = before === null && kept.focus === view.focus;
    // A draft may get its parent, or another one, while it is typed.
    const isMoved = view.around !== undefined && before?.around !== view.around;
    const { family, focus } = view;
    this.#tree = family && focus !== null ? growTree(family, view.around ?? focus) : null;
    if (isNew) {
      const depth = before === null ? kept.depth : this.#open.depth;
      const picture = pictureOf(this.#looks, view, this.#tree);
      const opening = { ...startState, depth: openingDepth(picture, this.#tree, depth) };
      this.#open = isKept ? openStateFor(view.focus, kept) : opening;
      this.#filter = isKept ? kept.filter : noFilter;
      this.#selected = (isKept ? kept.selected : null) ?? view.focus;
      this.#aside.closeList();
    }
    this.#palette = family ? paletteOf(family, this.#looks.colorBy) : null;
    if (this.#tree && this.#selected !== null && !this.#tree.nodes.has(this.#selected))
      this.#selected = focus;
    if (this.#tree && focus !== null && (isNew || isMoved) && view.around !== undefined)
      this.#open = revealModel(this.#open, this.#tree, focus);
    this.#find.setTree(this.#tree);
    this.#frame.show(view, this.#tree !== null);
    this.#notice.show(view);
    this.#draw(null, isKept);
  }

  /** Measures and redraws after the theme or the font changed. */
  restyle(): void {
    this.#stage.forgetTheme();
    this.#draw(null);
  }

  /** Selects a model and scrolls it into view. */
  readonly reveal = (id: string): void => this.#jump(id);

  #draw(anchor: string | null, restored = false): void {
    const picture = pictureOf(this.#looks, this.#view, this.#tree);
    this.#stage.choose(picture);
    const busy = this.#view?.state === "loading";
    const family = this.#view?.family ?? null;
    const [tree, palette] = [this.#tree, this.#palette];
    this.#filtered = tree && filterFamily(tree, this.#filter);
    this.#tools.show(
      this.#open.depth,
      this.#looks,
      filterName(this.#filter, this.#filtered?.matching.size ?? null),
      { shown: picture, fitting: pictureOf({ drawing: "fitting" }, this.#view, tree) },
    );
    this.#filters.show(family, this.#filter);
    const scale = tree && picture === "tree" ? sizeScale(tree, this.#looks.sizeBy) : null;
    this.#legend.show(family, tree, palette, this.#filter, { picture, scale });
    // The pane next to the tree comes first, because it determines the width of the tree.
    const draft = this.#view?.draft ? this.#view.focus : null;
    this.#aside.show(tree, this.#selected, draft, this.#view?.onHub);
    if (tree && palette) {
      const models = this.#stage.draw({
        ...{ tree, palette, open: this.#open, filtered: this.#filtered, selected: this.#selected },
        ...{ looks: this.#looks, draft, onHub: this.#view?.onHub, busy, anchor },
        kept: restored ? this.#host.kept : null,
      });
      if (models !== null) {
        this.#folded = (this.#filtered?.shown.size ?? tree.nodes.size) - models;
        this.#showLeftOut();
      }
    } else {
      this.#stage.clear(busy);
      this.#frame.sayLeftOut("");
    }
    this.#keep();
  }

  /** Reports what the picture leaves out and saves the view position. */
  #pictured({ hiddenCrosses }: Picture, zoom: number): void {
    this.#tools.showZoom(zoom);
    this.#hiddenCrosses = hiddenCrosses;
    this.#showLeftOut();
    this.#keepSoon();
  }

  #keepSoon(): void {
    clearTimeout(this.#keeping);
    this.#keeping = window.setTimeout(() => this.#keep(), keepMs);
  }

  #showLeftOut(): void {
    const filtered = this.#filtered && this.#tree ? this.#tree.nodes.size - this.#filtered.shown.size : 0;
    const hiddenLines = this.#stage.kind === "tree" ? this.#hiddenCrosses : 0;
    this.#frame.sayLeftOut(leftOutWords({ folded: this.#folded, filtered, hiddenLines }));
  }

  #keep(): void {
    // Do not overwrite saved state before a family is loaded.
    if (!this.#tree) return;
    const { viewport } = this.#stage.tree;
    this.#host.keep({
      ...keptOpen(this.#open),
      ...this.#looks,
      focus: this.#view?.focus ?? null,
      pinned: this.#pinned,
      selected: this.#selected,
      filter: this.#filter,
      sight: viewport.isHome ? null : viewport.sight,
      top: this.#stage.rows.top,
      folds: { ...this.#frame.folds, details: this.#aside.fold.chosen },
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

  #togglePin(): void {
    this.#pinned = !this.#pinned;
    this.#showPin();
    this.#host.run(this.#host.calls.pin(this.#pinned));
    this.#keep();
  }

  #showPin(): void {
    setText(this.#pin, this.#pinned ? t`Unpin` : t`Pin`);
    const name = this.#pinned
      ? t`Unpin: follow the active model card again`
      : t`Pin: keep this family when you switch to another model card`;
    setAttributes(this.#pin, { "aria-label": name, title: name });
  }

  #toggle(item: Visible): void {
    if (item.kind === "stub") {
      if (item.hidden <= pageSize) this.#drawGroup(item);
      else if (this.#palette) this.#aside.list(item, this.#palette);
      return;
    }
    if (item.count > 0) this.#toggleModel(item.node.id, item.open);
  }

  #toggleModel(id: string, isOpen: boolean): void {
    this.#open = isOpen ? closeModel(this.#open, id) : openModel(this.#open, id);
    this.#draw(modelKey(id));
  }

  /** Shows more models below one, and moves the keyboard to the first of them, because the row for more moves on. */
  #showMore(row: MoreRow): void {
    this.#open = showMore(this.#open, row);
    this.#draw(null);
    const [first] = row.hidden;
    if (first) this.#stage.rows.goTo(modelKey(first.id), true);
  }

  /** Draws all of a folded group and moves the focus to its owner, because the stub disappears. */
  #drawGroup(stub: VisibleStub): void {
    this.#aside.closeList();
    this.#open = openStub(this.#open, stub);
    const holder = modelKey(stub.holder.id);
    this.#draw(holder);
    this.#stage.tree.goTo(holder, true);
  }

  #closeList(): void {
    const stub = this.#aside.closeList();
    if (stub) this.#stage.tree.goTo(stub.key, true);
  }

  #selectItem(item: Visible): void {
    this.#selected = item.kind === "stub" ? item.holder.id : item.node.id;
    this.#aside.closeList();
    this.#draw(item.key);
  }

  #select(id: string): void {
    this.#selected = id;
    this.#draw(null);
  }

  #jump(id: string): void {
    if (!this.#tree?.nodes.has(id)) return;
    // A model the user asks for is shown even if the filter hid it.
    if (this.#filtered && !this.#filtered.shown.has(id)) this.#filter = noFilter;
    this.#open = revealModel(this.#open, this.#tree, id);
    this.#selected = id;
    this.#aside.closeList();
    this.#draw(null);
    this.#stage.goTo(id);
  }
}
