import { ownValue } from "../../src/lineage/own-value";
import { showable } from "../../src/lineage/showable";
import { t } from "../../src/words/words";
import { html, setAttributes, setChildren, setText } from "./dom";
import {
  type Column,
  columnsOf,
  type GridRows,
  isModelIn,
  lineOf,
  linesOf,
  nextSort,
  orderOf,
  type ShownValue,
  type Sort,
  type Value,
} from "./grid-rows";

/** Row height in CSS pixels, as in grid.css. */
const rowHeight = 24;

/** Rows drawn above and below the visible ones. */
const beyond = 8;

/** Maximum number of columns drawn; a query can return two thousand. */
export const mostColumns = 200;

/** A position in the grid: row -1 is the header. */
interface Place {
  readonly row: number;
  readonly column: number;
}

/** Callbacks of the grid. */
export interface GridActs {
  showFamily(id: string): void;
  /** What a click on a model does, in words. */
  modelTitle(id: string): string;
  /** The sort order or first visible row changed. */
  moved(): void;
}

const empty: GridRows = { columns: [], rows: [] };

/** A grid that draws only visible rows; arrow keys move, and clicking a header sorts. */
export class Grid {
  readonly element: HTMLElement;
  readonly #head = html("div", { role: "row", "aria-rowindex": 1, class: "row names" });
  readonly #body = html("div", { role: "rowgroup", class: "body" });
  readonly #scroll: HTMLElement;
  readonly #value = html("div", { class: "value", hidden: true, "aria-hidden": "true" });
  readonly #acts: GridActs;
  readonly #drawn = new Map<number, HTMLElement>();
  #rows = empty;
  #columns: readonly Column[] = [];
  #order: readonly number[] = [];
  #sort: Sort = null;
  #active: Place = { row: 0, column: 0 };
  #waiting = false;

  constructor(name: string, acts: GridActs) {
    this.#acts = acts;
    this.#scroll = html("div", { role: "grid", class: "grid", "aria-label": name });
    this.#scroll.append(html("div", { role: "rowgroup", class: "head" }, this.#head), this.#body);
    this.element = html("div", { class: "table" }, this.#scroll, this.#value);
    this.#scroll.addEventListener("scroll", () => this.#drawSoon());
    this.#scroll.addEventListener("keydown", event => this.#key(event));
    this.#scroll.addEventListener("click", event => this.#click(event));
    new ResizeObserver(() => this.#drawSoon()).observe(this.#scroll);
  }

  /** The sort column. */
  get sort(): Sort {
    return this.#sort;
  }

  /** The first visible row. */
  get firstRow(): number {
    return Math.floor(this.#scroll.scrollTop / rowHeight);
  }

  /** Shows rows, sorted and scrolled as requested; pass `columns` to avoid deriving them from these rows. */
  show(rows: GridRows, sort: Sort, firstRow: number, columns = columnsOf(rows)): void {
    this.#rows = rows;
    this.#columns = columns.slice(0, mostColumns);
    this.#sort = sort !== null && sort.column < this.#columns.length ? sort : null;
    this.#active = { row: rows.rows.length === 0 ? -1 : 0, column: 0 };
    this.#value.hidden = true;
    const { style } = this.#scroll;
    style.setProperty(
      "--columns",
      this.#columns
        .map(({ width, isPinned }) => (isPinned ? "var(--pinned)" : `calc(${width}ch + 20px)`))
        .join(" "),
    );
    const pinned = this.#columns.find(({ isPinned }) => isPinned);
    style.setProperty("--pinned", pinned ? `min(40vw, ${pinned.width}ch + 20px)` : null);
    setAttributes(this.#scroll, {
      "aria-rowcount": rows.rows.length + 1,
      "aria-colcount": rows.columns.length,
    });
    this.#arrange();
    this.#scroll.scrollTop = firstRow * rowHeight;
    this.#draw();
  }

  #arrange(): void {
    this.#order = orderOf(this.#rows, this.#sort, this.#columns);
    this.#body.style.height = `${this.#order.length * rowHeight}px`;
    this.#drawn.clear();
    const names = this.#columns.map((column, at) => this.#name(column, at));
    setChildren(this.#head, names);
  }

  #name({ name, isNumber }: Column, at: number): HTMLElement {
    const sorted = this.#sort?.column === at ? this.#sort : null;
    const way = sorted === null ? "none" : sorted.descending ? "descending" : "ascending";
    const sign = { none: "", ascending: "▲", descending: "▼" }[way];
    return html(
      "div",
      {
        role: "columnheader",
        "aria-colindex": at + 1,
        "aria-sort": way,
        class: isNumber ? "cell number" : "cell",
        title: t`Sort by ${showable(name)}`,
        tabindex: this.#active.row === -1 && this.#active.column === at ? 0 : -1,
      },
      html("span", {}, showable(name)),
      html("span", { class: "way", "aria-hidden": "true" }, sign),
    );
  }

  #drawSoon(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.#draw();
      this.#acts.moved();
    });
  }

  #draw(): void {
    const inSight = Math.ceil(this.#scroll.clientHeight / rowHeight);
    const first = Math.max(0, this.firstRow - beyond);
    const last = Math.min(this.#order.length, this.firstRow + inSight + beyond);
    const wanted = new Set<number>();
    for (let at = first; at < last; at++) wanted.add(at);
    // Keep the focused row in the page when it scrolls out of view.
    if (this.#active.row >= 0 && this.#active.row < this.#order.length) wanted.add(this.#active.row);
    for (const at of this.#drawn.keys()) if (!wanted.has(at)) this.#drawn.delete(at);
    for (const at of wanted) if (!this.#drawn.has(at)) this.#drawn.set(at, this.#row(at));
    const rows = [...this.#drawn].sort(([one], [other]) => one - other).map(([, element]) => element);
    setChildren(this.#body, rows);
  }

  #row(at: number): HTMLElement {
    const values = this.#rows.rows[this.#order[at] ?? -1] ?? [];
    const cells = this.#columns.map((column, index) => this.#cell(column, values, at, index));
    const row = html("div", { role: "row", "aria-rowindex": at + 2, class: "row" }, ...cells);
    row.style.top = `${at * rowHeight}px`;
    return row;
  }

  #cell(column: Column, values: readonly Value[], row: number, at: number): HTMLElement {
    const { row: activeRow, column: activeColumn } = this.#active;
    const value = values[at] ?? null;
    const isModel = isModelIn(column, value, this.#rows.models);
    const shown: ShownValue = column.show?.(value, values) ?? { text: lineOf(value) };
    const isNone = column.show ? shown.means !== undefined : value === null;
    const kinds = ["cell", ...(column.isNumber ? ["number"] : []), ...(isNone ? ["null"] : [])];
    const attributes = {
      role: "gridcell",
      "aria-colindex": at + 1,
      class: kinds.join(" "),
      tabindex: activeRow === row && activeColumn === at ? 0 : -1,
      "aria-label": shown.means,
      title: shown.means,
    };
    const { text, swatch } = shown;
    if (isModel)
      return html(
        "div",
        attributes,
        html("span", { class: "model", title: this.#acts.modelTitle(text) }, text),
      );
    return html(
      "div",
      attributes,
      swatch ? html("span", { class: swatch, "aria-hidden": "true" }) : null,
      text,
    );
  }

  #elementAt({ row, column }: Place): HTMLElement | null {
    const line = row === -1 ? this.#head : this.#drawn.get(row);
    const cell = line?.children[column];
    return cell instanceof HTMLElement ? cell : null;
  }

  #go(place: Place): void {
    this.#elementAt(this.#active)?.setAttribute("tabindex", "-1");
    this.#active = {
      row: Math.max(-1, Math.min(this.#order.length - 1, place.row)),
      column: Math.max(0, Math.min(this.#columns.length - 1, place.column)),
    };
    this.#bringIntoSight();
    this.#draw();
    const cell = this.#elementAt(this.#active);
    cell?.setAttribute("tabindex", "0");
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#showValue(cell);
  }

  #bringIntoSight(): void {
    const { row } = this.#active;
    if (row < 0) return;
    const room = this.#scroll.clientHeight - rowHeight;
    const top = row * rowHeight;
    if (top < this.#scroll.scrollTop) this.#scroll.scrollTop = top;
    else if (top + rowHeight > this.#scroll.scrollTop + room) this.#scroll.scrollTop = top + rowHeight - room;
  }

  /** Shows a value that is too wide for its cell below the rows. */
  #showValue(cell: HTMLElement | null): void {
    const value = this.#active.row < 0 ? null : this.#valueAt(this.#active);
    const cut = cell !== null && value !== null && cell.scrollWidth > cell.clientWidth;
    this.#value.hidden = !cut;
    setText(this.#value, cut ? linesOf(value) : "");
  }

  #valueAt({ row, column }: Place): Value {
    return this.#rows.rows[this.#order[row] ?? -1]?.[column] ?? null;
  }

  #act(place: Place): void {
    if (place.row === -1) {
      this.#sort = nextSort(this.#sort, place.column, this.#columns[place.column]?.descends);
      this.#arrange();
      this.#go(place);
      this.#acts.moved();
      return;
    }
    const column = this.#columns[place.column];
    const value = this.#valueAt(place);
    if (column && isModelIn(column, value, this.#rows.models)) this.#acts.showFamily(value);
  }

  #click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const cell = target?.closest(".cell");
    const line = cell?.parentElement;
    if (!cell || !line) return;
    const row = Number(line.getAttribute("aria-rowindex")) - 2;
    const place = { row, column: Number(cell.getAttribute("aria-colindex")) - 1 };
    this.#go(place);
    if (row === -1 || target?.closest(".model")) this.#act(place);
  }

  #key(event: KeyboardEvent): void {
    const { row, column } = this.#active;
    const page = Math.max(1, Math.floor(this.#scroll.clientHeight / rowHeight) - 2);
    const whole = event.ctrlKey || event.metaKey;
    const steps: Readonly<Record<string, Place>> = {
      ArrowDown: { row: row + 1, column },
      ArrowUp: { row: row - 1, column },
      ArrowRight: { row, column: column + 1 },
      ArrowLeft: { row, column: column - 1 },
      PageDown: { row: row + page, column },
      PageUp: { row: Math.max(0, row - page), column },
      Home: { row: whole ? 0 : row, column: 0 },
      End: { row: whole ? this.#order.length - 1 : row, column: this.#columns.length - 1 },
    };
    const step = ownValue(steps, event.key);
    if (event.altKey || event.shiftKey) return;
    if (step !== undefined) this.#go(step);
    else if (event.key === "Enter" || event.key === " ") this.#act(this.#active);
    else return;
    event.preventDefault();
  }
}
