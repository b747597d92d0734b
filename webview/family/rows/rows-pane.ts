import type { Filtered } from "../../../src/lineage/tree/family-filter";
import type { FamilyTree } from "../../../src/lineage/tree/family-tree";
import { modelKey, type OpenState } from "../../../src/lineage/tree/folding";
import {
  type FamilyRow,
  type ModelRow,
  type MoreRow,
  openRows,
  rowPage,
} from "../../../src/lineage/tree/open-rows";
import type { Inks, Measure } from "../../../src/pictures/family/inks";
import type { Palette } from "../../../src/pictures/family/palette";
import { t } from "../../../src/words/words";
import { html, setAttributes, setChildren } from "../../kit/dom";
import type { SavedPicture } from "../../kit/picture";
import { readInks } from "../../kit/theme";
import { ruler } from "../tree/boxes";
import { type MadeRow, makeRow, type RowLook } from "./row-element";
import { rowHeads } from "./row-heads";
import { canToggle, rowStep } from "./row-keys";
import { RowPath } from "./row-path";
import { planRows, type RowPlan, rowAt } from "./row-plan";
import { figureOf, type RowFigure, type RowSpeech } from "./row-words";
import { rowsPicture } from "./rows-picture";

/** The content to draw. */
export interface DrawnRows {
  readonly tree: FamilyTree;
  readonly palette: Palette;
  readonly open: OpenState;
  readonly filtered: Filtered | null;
  readonly figure: RowFigure;
  readonly selected: string | null;
  /** The model that is not on the Hub. */
  readonly draft: string | null;
  /** The models whose card is open. */
  readonly openCards: ReadonlySet<string>;
  readonly busy: boolean;
}

/** Callbacks of the pane. */
export interface RowActs {
  /** Opens or closes the models below one. */
  toggle(row: ModelRow): void;
  more(row: MoreRow): void;
  select(id: string): void;
  openOnHub(id: string): void;
  /** Moves the keyboard to the find field. */
  leave(): void;
  /** Another row became the first in the window. */
  scrolled(): void;
}

/** Rows that are made above and below those in the window. */
const beyond = 6;

/** Draws a family as indented rows, of which only those in the window exist, and handles mouse and keyboard. */
export class RowsPane {
  readonly element: HTMLElement;
  readonly #acts: RowActs;
  readonly #heads = html("div", { class: "row-heads", "aria-hidden": "true" });
  readonly #scroll = html("div", { class: "row-scroll" });
  readonly #body = html("div", { class: "row-body", role: "tree", "aria-label": t`Family tree` });
  readonly #faces = html("div", { class: "row-faces", "aria-hidden": "true" });
  readonly #path = new RowPath(key => this.goTo(key, true));
  readonly #made = new Map<string, MadeRow>();
  #inks: Inks | null = null;
  #measure: Measure | null = null;
  #drawn: DrawnRows | null = null;
  #rows: readonly FamilyRow[] = [];
  #places: ReadonlyMap<string, number> = new Map();
  #plan: RowPlan | null = null;
  #speech: RowSpeech | null = null;
  #current: string | null = null;
  #request = 0;

  constructor(acts: RowActs) {
    this.#acts = acts;
    this.#scroll.append(this.#body, this.#faces);
    const view = html("div", { class: "row-view" }, this.#scroll, this.#path.element);
    this.element = html("div", { class: "window rows" }, this.#heads, view);
    this.#scroll.addEventListener("scroll", () => this.#soon());
    this.#scroll.addEventListener("keydown", event => this.#pressed(event));
    this.#scroll.addEventListener("click", event => this.#clicked(event));
    this.#scroll.addEventListener("focusin", ({ target }) => {
      const key = target instanceof HTMLElement ? target.dataset.key : undefined;
      if (key !== undefined) this.#makeCurrent(key);
    });
    new ResizeObserver(() => {
      if (this.#plan?.width !== this.#scroll.clientWidth) this.#arrange(this.#anchor());
    }).observe(this.#scroll);
  }

  /** The key of the first row in the window; null at the top. */
  get top(): string | null {
    const plan = this.#plan;
    return plan === null || this.#scroll.scrollTop < 1
      ? null
      : (this.#rows[rowAt(plan, this.#scroll.scrollTop)]?.key ?? null);
  }

  /** How many models have a row. */
  get models(): number {
    return this.#rows.filter(({ kind }) => kind === "model").length;
  }

  /** Draws a family; what is in the window stays there. `top` is the first row of a family that is restored. */
  draw(drawn: DrawnRows, top: string | null): void {
    const isOther = this.#drawn?.tree.focus.id !== drawn.tree.focus.id;
    const anchor = isOther ? null : this.#anchor();
    const { tree, palette, open, filtered, figure, draft, openCards } = drawn;
    const began = performance.now();
    this.#drawn = drawn;
    this.#rows = openRows(tree, open, { shown: filtered?.shown ?? null, first: draft });
    this.#places = new Map(this.#rows.map(({ key }, at) => [key, at]));
    let most = 0;
    for (const { model } of tree.nodes.values()) most = Math.max(most, figureOf(model, figure) ?? 0);
    this.#speech = { tree, palette, figure, most, draft, open: openCards };
    if (this.#current === null || isOther || !this.#places.has(this.#current))
      this.#current = modelKey(this.#home(drawn));
    this.#arrange(anchor);
    performance.measure("family rows layout", { start: began, end: performance.now() });
    if (!isOther) return;
    const first = top === null ? undefined : this.#places.get(top);
    if (first !== undefined) this.#scroll.scrollTop = this.#plan?.tops[first] ?? 0;
    else this.#scroll.scrollTop = 0;
    if (first === undefined && this.#current !== null) this.goTo(this.#current, false);
    this.#paint();
  }

  /** Removes the rows. */
  clear(busy: boolean): void {
    this.#drawn = null;
    this.#rows = [];
    this.#places = new Map();
    this.#plan = null;
    this.#made.clear();
    setChildren(this.#body, []);
    setChildren(this.#faces, []);
    this.#path.clear();
    setAttributes(this.#body, { "aria-busy": String(busy), "aria-label": t`Family tree` });
  }

  /** Measures again after the font or theme changed. */
  forgetTheme(): void {
    this.#inks = null;
    this.#measure = null;
  }

  /** Makes a row current and brings it into the window; `take` also moves the keyboard there. */
  goTo(key: string, take: boolean): void {
    const at = this.#places.get(key);
    const plan = this.#plan;
    if (at === undefined || !plan) return;
    this.#makeCurrent(key);
    const [top, bottom] = [plan.tops[at] ?? 0, plan.tops[at + 1] ?? 0];
    const { scrollTop, clientHeight } = this.#scroll;
    const above = Math.min(RowPath.heightAbove(this.#rows[at], plan), clientHeight / 2);
    if (top - above < scrollTop) this.#scroll.scrollTop = top - above;
    else if (bottom > scrollTop + clientHeight) this.#scroll.scrollTop = bottom - clientHeight;
    this.#paint();
    if (take) this.#made.get(key)?.item.focus({ preventScroll: true });
  }

  /** Moves the keyboard to the current row. */
  focus(): void {
    if (this.#current !== null) this.goTo(this.#current, true);
  }

  /** The same without moving the rows. */
  enter(): void {
    if (this.#current !== null) this.#made.get(this.#current)?.item.focus({ preventScroll: true });
  }

  /** The rows as a picture to save; null before the first drawing. */
  picture(title: string): SavedPicture | null {
    const [plan, speech, drawn] = [this.#plan, this.#speech, this.#drawn];
    if (!plan || !speech || !drawn || plan.width === 0) return null;
    this.#inks ??= readInks();
    this.#measure ??= ruler(this.#inks);
    const { selected } = drawn;
    const look = { ...this.#look(plan, speech, drawn), inks: this.#inks, selected };
    return rowsPicture(title, this.#rows, look);
  }

  /** The model at which a family opens: the selected one, or the one in the middle. */
  #home({ tree, selected }: DrawnRows): string {
    return selected !== null && this.#places.has(modelKey(selected)) ? selected : tree.focus.id;
  }

  /** A row in the window and its distance from the top of it: the current one, or the first. */
  #anchor(): { readonly key: string; readonly from: number } | null {
    const plan = this.#plan;
    if (!plan || this.#rows.length === 0) return null;
    const { scrollTop, clientHeight } = this.#scroll;
    const placed = (at: number) => (plan.tops[at] ?? 0) - scrollTop;
    const current = this.#current === null ? undefined : this.#places.get(this.#current);
    const inSight = current !== undefined && placed(current) >= 0 && placed(current) < clientHeight;
    const at = inSight ? current : rowAt(plan, scrollTop);
    const key = this.#rows[at]?.key;
    return key === undefined ? null : { key, from: placed(at) };
  }

  /** Plans the rows for the width, and draws those in the window. */
  #arrange(anchor: { readonly key: string; readonly from: number } | null): void {
    const speech = this.#speech;
    if (!speech || !this.#drawn) return;
    this.#inks ??= readInks();
    this.#measure ??= ruler(this.#inks);
    const { fontSize } = this.#inks;
    const width = this.#scroll.clientWidth;
    this.#plan = planRows(this.#rows, speech, { measure: this.#measure, fontSize }, width);
    this.#made.clear();
    this.#body.style.height = `${this.#plan.tops[this.#rows.length] ?? 0}px`;
    this.#showHeads(this.#plan, speech);
    const at = anchor === null ? undefined : this.#places.get(anchor.key);
    if (anchor && at !== undefined) this.#scroll.scrollTop = (this.#plan.tops[at] ?? 0) - anchor.from;
    this.#paint();
  }

  #showHeads(plan: RowPlan, { figure }: RowSpeech): void {
    this.#heads.hidden = plan.form !== "line";
    const heads = plan.form === "line" ? rowHeads(plan, figure, this.#heads.clientWidth) : [];
    setChildren(this.#heads, heads);
  }

  #soon(): void {
    if (this.#request !== 0) return;
    this.#request = requestAnimationFrame(() => {
      this.#paint();
      this.#acts.scrolled();
    });
  }

  #look(plan: RowPlan, speech: RowSpeech, { filtered }: DrawnRows): RowLook & { readonly measure: Measure } {
    this.#measure ??= ruler(this.#inks ?? readInks());
    return { plan, speech, measure: this.#measure, matching: filtered?.matching ?? null, page: rowPage };
  }

  #paint(): void {
    cancelAnimationFrame(this.#request);
    this.#request = 0;
    const [plan, speech, drawn] = [this.#plan, this.#speech, this.#drawn];
    if (!plan || !speech || !drawn) return;
    const { scrollTop, clientHeight } = this.#scroll;
    const first = Math.max(0, rowAt(plan, scrollTop) - beyond);
    const last = Math.min(this.#rows.length - 1, rowAt(plan, scrollTop + clientHeight) + beyond);
    const wanted = new Set<number>();
    for (let at = first; at <= last; at++) wanted.add(at);
    const current = this.#current === null ? undefined : this.#places.get(this.#current);
    // The row that Tab reaches stays on the page when it scrolls away.
    if (current !== undefined) wanted.add(current);
    const look = this.#look(plan, speech, drawn);
    const kept = new Set<string>();
    const made = [...wanted]
      .sort((a, b) => a - b)
      .flatMap(at => {
        const row = this.#rows[at];
        if (!row) return [];
        kept.add(row.key);
        const made = this.#made.get(row.key) ?? makeRow(look, row, at);
        this.#made.set(row.key, made);
        const isSelected = row.kind === "model" && row.node.id === drawn.selected;
        made.face.classList.toggle("row-selected", isSelected);
        setAttributes(made.item, {
          "aria-selected": String(isSelected),
          tabindex: row.key === this.#current ? 0 : -1,
        });
        return [made];
      });
    for (const key of this.#made.keys()) if (!kept.has(key)) this.#made.delete(key);
    this.#replace(made);
    const { tree, busy } = drawn;
    setAttributes(this.#body, {
      "aria-busy": String(busy),
      "aria-label": t`Family tree of ${tree.focus.id}`,
    });
    this.#path.show(this.#rows, this.#places, plan, scrollTop);
  }

  /** Puts rows on the page; the keyboard stays on its row even if that was made anew. */
  #replace(made: readonly MadeRow[]): void {
    const { activeElement } = document;
    const hadFocus = activeElement instanceof HTMLElement && this.#body.contains(activeElement);
    const key = hadFocus ? activeElement.dataset.key : undefined;
    setChildren(
      this.#body,
      made.map(({ item }) => item),
    );
    setChildren(
      this.#faces,
      made.map(({ face }) => face),
    );
    if (!hadFocus || document.activeElement === activeElement) return;
    const again =
      (key === undefined ? undefined : this.#made.get(key)) ?? this.#made.get(this.#current ?? "");
    again?.item.focus({ preventScroll: true });
  }

  #makeCurrent(key: string): void {
    if (this.#current === key) return;
    const before = this.#current === null ? undefined : this.#made.get(this.#current);
    if (before) setAttributes(before.item, { tabindex: -1 });
    this.#current = key;
    const now = this.#made.get(key);
    if (now) setAttributes(now.item, { tabindex: 0 });
  }

  #act(row: FamilyRow): void {
    if (row.kind === "more") this.#acts.more(row);
    else if (canToggle(row)) this.#acts.toggle(row);
  }

  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || this.#current === null) return;
    const at = this.#places.get(this.#current);
    const row = at === undefined ? undefined : this.#rows[at];
    if (at === undefined || !row) return;
    const page = Math.max(1, Math.floor(this.#scroll.clientHeight / this.#rowHeight(at)) - 1);
    const asked = rowStep(this.#rows, at, event.key, page);
    if (asked.step === "go") this.goTo(this.#rows[asked.to]?.key ?? "", true);
    else if (asked.step === "toggle" || asked.step === "more") this.#act(row);
    else if (asked.step === "select" && row.kind === "model") this.#acts.select(row.node.id);
    else if (asked.step === "leave") this.#acts.leave();
    else if (!/^(?:Arrow|Page|Home|End)/.test(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #rowHeight(at: number): number {
    const tops = this.#plan?.tops;
    return Math.max(1, (tops?.[at + 1] ?? 0) - (tops?.[at] ?? 0));
  }

  #clicked(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const key = target?.closest<HTMLElement>("[data-key]")?.dataset.key;
    const at = key === undefined ? undefined : this.#places.get(key);
    const row = at === undefined ? undefined : this.#rows[at];
    if (!row) return;
    this.#makeCurrent(row.key);
    this.#made.get(row.key)?.item.focus({ preventScroll: true });
    if (row.kind === "more" || target?.closest(".row-toggle, .row-fold")) this.#act(row);
    else if (event.ctrlKey || event.metaKey) this.#acts.openOnHub(row.node.id);
    else this.#acts.select(row.node.id);
  }
}
