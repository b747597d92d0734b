import { rowsToCsv } from "../../src/lineage/export/csv-writer";
import type { Family } from "../../src/lineage/family";
import { type FamilyRows, familyRows } from "../../src/lineage/family-rows";
import { count, grouped } from "../../src/lineage/in-words";
import { showable } from "../../src/lineage/showable";
import { t } from "../../src/words/words";
import { button, textField } from "../kit/controls";
import { around, html, setText, slot } from "../kit/dom";
import { Grid } from "../kit/grid";
import { type Column, columnsOf, orderOf, readSort, type Sort } from "../kit/grid-rows";
import type { Subset } from "../kit/subset";
import { filterRows } from "./table-filter";

/** Callbacks of the table. */
export interface TableActs {
  /** A model was chosen. */
  select(id: string): void;
  /** The user wants to save the rows as shown. */
  save(csv: string): void;
  /** The filter, sort order, or first visible row changed. */
  moved(): void;
}

/** What the table keeps when it is hidden. */
export interface KeptTable {
  readonly filter: string;
  readonly sort: Sort;
  readonly row: number;
}

/** Reads untrusted saved state; invalid parts are ignored. */
export function readKeptTable(value: unknown): KeptTable {
  const kept = (typeof value === "object" && value !== null ? value : {}) as Readonly<
    Record<string, unknown>
  >;
  return {
    filter: typeof kept.filter === "string" ? kept.filter.slice(0, 500) : "",
    sort: readSort(kept.sort),
    row: Number.isInteger(kept.row) && Number(kept.row) >= 0 ? Number(kept.row) : 0,
  };
}

/** Maximum column width, in characters; longer values are shown below the rows. */
const widestColumn = 44;

const none: FamilyRows = { columns: [], rows: [] };

/** The family as a table: rows of models that can be sorted, filtered and saved. */
export class TableView {
  readonly element: HTMLElement;
  readonly #acts: TableActs;
  readonly #filter = textField(t`Filter models`, t`Filter: text, license:mit, task:none`, () =>
    this.#typed(),
  );
  readonly #summary = html("p", { class: "table-summary", role: "status" });
  readonly #title = html("h1", {}, t`Models in the family`);
  readonly #subset = html("p", { class: "subset", hidden: true });
  readonly #subsetName = html("bdi");
  readonly #grid: Grid;
  #family: Family | null = null;
  #table = none;
  #ids: ReadonlySet<string> = new Set();
  #shown = none;
  #columns: readonly Column[] = [];
  #only: Subset | null = null;
  /** Saved state to restore; null once rows are shown. */
  #start: KeptTable | null;

  constructor(kept: KeptTable, acts: TableActs) {
    this.#acts = acts;
    this.#filter.set(kept.filter);
    this.#grid = new Grid(t`Models in the family`, {
      showFamily: id => acts.select(id),
      moved: () => acts.moved(),
    });
    this.#subset.append(
      html("span", {}, ...around(t`Models behind ${slot}.`, this.#subsetName)),
      button(t`Show All Models`, "secondary", () => this.showOnly(null)),
    );
    const header = html(
      "header",
      {},
      html("div", { class: "title" }, this.#title),
      html("div", { class: "tools" }, this.#filter.element, this.#summary),
      html(
        "div",
        { class: "buttons" },
        button(t`Export CSV`, "secondary", () => acts.save(this.#csv())),
      ),
    );
    this.element = html("div", { class: "family-table" }, header, this.#subset, this.#grid.element);
    this.#start = kept;
  }

  /** What to keep of the table. */
  get kept(): KeptTable {
    if (this.#start) return this.#start;
    return { filter: this.#filter.value(), sort: this.#grid.sort, row: this.#grid.firstRow };
  }

  /** Shows a family, or nothing; keeps filter and sort order. */
  show(family: Family | null): void {
    if (this.#family === family) return;
    this.#family = family;
    const name = html("bdi", {}, showable(family?.root ?? ""));
    this.#title.replaceChildren(
      ...(family ? around(t`Models in the family of ${slot}`, name) : [t`Models in the family`]),
    );
    this.#table = family ? familyRows(family) : none;
    this.#ids = new Set(family?.models.map(({ id }) => id));
    const columns = columnsOf(this.#table);
    this.#columns = columns.map(column => ({ ...column, width: Math.min(column.width, widestColumn) }));
    this.#draw(this.#start?.row ?? this.#grid.firstRow, this.#start?.sort);
    if (family) this.#start = null;
  }

  /** Shows only the models behind a figure, or all of them again. */
  showOnly(subset: Subset | null): void {
    this.#only = subset;
    if (subset) this.#filter.set("");
    this.#draw(0);
    this.#acts.moved();
  }

  #typed(): void {
    this.#draw(0);
    this.#acts.moved();
  }

  #draw(row: number, sort: Sort = this.#grid.sort): void {
    this.#shown = filterRows(this.#table, this.#filter.value(), this.#only);
    this.#subset.hidden = this.#only === null;
    setText(this.#subsetName, showable(this.#only?.name ?? ""));
    const [all, some] = [this.#table.rows.length, this.#shown.rows.length];
    setText(
      this.#summary,
      all === some ? count(all, "model") : t`${grouped(some)} of ${count(all, "model")}`,
    );
    this.#grid.show({ ...this.#shown, models: this.#ids }, sort, row, this.#columns);
  }

  #csv(): string {
    const places = orderOf(this.#shown, this.#grid.sort);
    return rowsToCsv({ columns: this.#shown.columns, rows: places.map(at => this.#shown.rows[at] ?? []) });
  }
}
