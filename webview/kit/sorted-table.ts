import { grouped } from "../../src/lineage/in-words";
import { showable } from "../../src/lineage/showable";
import { t } from "../../src/words/words";
import { html, setAttributes, setChildren } from "./dom";

/** A cell: its text, its sort value (the text by default), and its link target. */
export interface SortedCell {
  readonly text: string;
  readonly value?: number;
  /** Click action; absent if there is none. */
  readonly act?: () => void;
  /** The link's screen reader label, if its text alone is not clear enough. */
  readonly name?: string;
}

/** A column: its name, and whether it contains numbers. */
export interface SortedColumn {
  readonly name: string;
  readonly isNumber: boolean;
}

/** Maximum number of rows drawn until a person asks for all. */
const mostRows = 30;

function compare(one: SortedCell | undefined, other: SortedCell | undefined): number {
  if (one?.value !== undefined && other?.value !== undefined) return one.value - other.value;
  const [a, b] = [one?.text ?? "", other?.text ?? ""];
  return a < b ? -1 : a === b ? 0 : 1;
}

/** A small table with sortable columns and links to models; long tables show only their first rows at first. */
export class SortedTable {
  readonly element: HTMLElement;
  readonly #columns: readonly SortedColumn[];
  readonly #heads: readonly HTMLElement[];
  readonly #body = html("tbody");
  readonly #more: HTMLButtonElement;
  #rows: readonly (readonly SortedCell[])[] = [];
  #sort: { readonly column: number; readonly descending: boolean } | null = null;
  #all = false;

  constructor(caption: string, columns: readonly SortedColumn[]) {
    this.#columns = columns;
    this.#heads = columns.map((column, at) => this.#head(column, at));
    this.#more = html("button", { class: "link more", type: "button" });
    this.#more.addEventListener("click", () => {
      this.#all = true;
      this.#draw();
    });
    this.element = html(
      "div",
      { class: "sorted" },
      html(
        "table",
        {},
        html("caption", {}, caption),
        html("thead", {}, html("tr", {}, ...this.#heads)),
        this.#body,
      ),
      this.#more,
    );
  }

  /** Shows rows, keeping the sort order. */
  show(rows: readonly (readonly SortedCell[])[]): void {
    this.#rows = rows;
    this.#all = false;
    this.#draw();
  }

  #head({ name, isNumber }: SortedColumn, at: number): HTMLElement {
    const press = html(
      "button",
      { type: "button", class: "sort" },
      name,
      html("span", { "aria-hidden": "true" }),
    );
    press.addEventListener("click", () => {
      const { isNumber: numbers } = this.#columns[at] ?? { isNumber: false };
      const now = this.#sort?.column === at ? this.#sort : null;
      // The first click puts the largest numbers, or the first texts, on top; the third removes the sort.
      if (now === null) this.#sort = { column: at, descending: numbers };
      else this.#sort = now.descending === numbers ? { column: at, descending: !numbers } : null;
      this.#draw();
    });
    return html("th", { scope: "col", class: isNumber ? "number" : null, "aria-sort": "none" }, press);
  }

  #draw(): void {
    const sort = this.#sort;
    this.#heads.forEach((head, at) => {
      const way = sort?.column !== at ? "none" : sort.descending ? "descending" : "ascending";
      setAttributes(head, { "aria-sort": way });
      head.querySelector("span")?.replaceChildren({ none: "", ascending: " ▲", descending: " ▼" }[way]);
    });
    const rows = [...this.#rows];
    if (sort) rows.sort((a, b) => compare(a[sort.column], b[sort.column]) * (sort.descending ? -1 : 1));
    const shown = this.#all ? rows : rows.slice(0, mostRows);
    setChildren(
      this.#body,
      shown.map(row => html("tr", {}, ...row.map((cell, at) => this.#cell(cell, at)))),
    );
    this.#more.hidden = shown.length === rows.length;
    this.#more.textContent = t`Show all ${grouped(rows.length)} rows`;
  }

  #cell({ text, act, name }: SortedCell, at: number): HTMLElement {
    const shown = html("bdi", {}, showable(text));
    let content: HTMLElement = shown;
    if (act) {
      content = html(
        "button",
        { class: "link", type: "button", "aria-label": name ? showable(name) : null },
        shown,
      );
      content.addEventListener("click", act);
    }
    const isNumber = this.#columns[at]?.isNumber ? "number" : null;
    return at === 0
      ? html("th", { scope: "row", class: isNumber }, content)
      : html("td", { class: isNumber }, content);
  }
}
