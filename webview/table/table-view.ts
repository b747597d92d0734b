import { rowsToCsv } from "../../src/lineage/export/csv-writer";
import type { Family } from "../../src/lineage/family";
import type { FamilyRows } from "../../src/lineage/family-rows";
import { filterRows } from "../../src/lineage/filter-rows";
import { count, grouped } from "../../src/lineage/in-words";
import { showable } from "../../src/lineage/showable";
import { t } from "../../src/words/words";
import { button, textField } from "../kit/controls";
import { around, html, setText, slot } from "../kit/dom";
import { Grid } from "../kit/grid";
import { type Column, orderOf, type Sort } from "../kit/grid-rows";
import type { Subset } from "../kit/subset";
import { ColumnChoice } from "./column-choice";
import {
  type ColumnKey,
  columnKeys,
  familyTable,
  isNoValue,
  tableColumn,
  usualColumns,
} from "./table-columns";

/** Callbacks of the table. */
export interface TableActs {
  /** A model was chosen. */
  select(id: string): void;
  /** The user wants to save the rows as shown. */
  save(csv: string): void;
  /** The filter, sort order, columns, or first visible row changed. */
  moved(): void;
}

/** The column by which a table is sorted; null for the order in which the family was read, the root first. */
type KeyedSort = { readonly key: ColumnKey; readonly descending: boolean } | null;

/** What the table keeps when it is hidden. */
export interface KeptTable {
  readonly filter: string;
  readonly order: KeyedSort;
  readonly columns: readonly ColumnKey[];
  readonly row: number;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return (typeof value === "object" && value !== null ? value : {}) as Fields;
}

/** The models with the most downloads come first, until a person sorts. */
function readOrder(value: unknown): KeyedSort {
  if (value === null) return null;
  const { key, descending } = fieldsOf(value);
  const known = columnKeys.find(each => each === key);
  return known === undefined
    ? { key: "downloads", descending: true }
    : { key: known, descending: descending === true };
}

/** Reads untrusted saved state; invalid parts are ignored. */
export function readKeptTable(value: unknown): KeptTable {
  const { filter, order, columns, row } = fieldsOf(value);
  return {
    filter: typeof filter === "string" ? filter.slice(0, 500) : "",
    order: readOrder(order),
    columns: Array.isArray(columns)
      ? columnKeys.filter(key => key === "id" || columns.includes(key))
      : usualColumns,
    row: Number.isInteger(row) && Number(row) >= 0 ? Number(row) : 0,
  };
}

/** The family as a table: rows of models that can be sorted, filtered and saved, with columns to choose. */
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
  #table = familyTable(null);
  /** The rows that pass the filter, with every column. */
  #passed: FamilyRows = this.#table.all;
  #keys: readonly ColumnKey[];
  #columns: readonly Column[] = [];
  #only: Subset | null = null;
  #order: KeyedSort;
  /** Saved state to restore; null once rows are shown. */
  #start: KeptTable | null;

  constructor(kept: KeptTable, acts: TableActs) {
    this.#acts = acts;
    this.#keys = kept.columns;
    this.#order = kept.order;
    this.#filter.set(kept.filter);
    this.#grid = new Grid(t`Models in the family`, {
      showFamily: id => acts.select(id),
      modelTitle: id => t`Show ${id} in the picture of the family`,
      moved: () => {
        this.#readOrder();
        acts.moved();
      },
    });
    this.#subset.append(
      html("span", {}, ...around(t`Models behind ${slot}.`, this.#subsetName)),
      button(t`Show All Models`, "secondary", () => this.showOnly(null)),
    );
    const columns = new ColumnChoice(kept.columns, keys => this.#choose(keys));
    const header = html(
      "header",
      {},
      html("div", { class: "title" }, this.#title),
      html("div", { class: "tools" }, this.#filter.element, this.#summary),
      html(
        "div",
        { class: "buttons" },
        columns.element,
        button(t`Export CSV`, "secondary", () => acts.save(this.#csv())),
      ),
    );
    this.element = html("div", { class: "family-table" }, header, this.#subset, this.#grid.element);
    this.#start = kept;
  }

  /** What to keep of the table. */
  get kept(): KeptTable {
    if (this.#start) return this.#start;
    const { firstRow: row } = this.#grid;
    return { filter: this.#filter.value(), order: this.#order, columns: this.#keys, row };
  }

  /** Shows a family, or nothing; keeps filter, sort order, and columns. */
  show(family: Family | null): void {
    if (this.#family === family) return;
    this.#family = family;
    const name = html("bdi", {}, showable(family?.root ?? ""));
    this.#title.replaceChildren(
      ...(family ? around(t`Models in the family of ${slot}`, name) : [t`Models in the family`]),
    );
    this.#table = familyTable(family);
    this.#setColumns();
    this.#draw(this.#start?.row ?? this.#grid.firstRow);
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

  #choose(keys: readonly ColumnKey[]): void {
    const row = this.#grid.firstRow;
    this.#keys = keys;
    this.#setColumns();
    this.#draw(row);
    this.#acts.moved();
  }

  #setColumns(): void {
    this.#columns = this.#family ? this.#keys.map(key => tableColumn(key, this.#table)) : [];
  }

  /** A click on a heading changed the order; an order by a column that is hidden stays until then. */
  #readOrder(): void {
    const { sort } = this.#grid;
    if (!this.#family) return;
    const isHidden = this.#order !== null && !this.#keys.includes(this.#order.key);
    if (sort === null && isHidden) return;
    const key = sort === null ? undefined : this.#keys[sort.column];
    this.#order = sort === null || key === undefined ? null : { key, descending: sort.descending };
  }

  #draw(row: number): void {
    this.#passed = filterRows(
      this.#table.all,
      this.#filter.value(),
      this.#only?.ids ?? null,
      this.#table.unread,
    );
    this.#subset.hidden = this.#only === null;
    setText(this.#subsetName, showable(this.#only?.name ?? ""));
    const [all, some] = [this.#table.all.rows.length, this.#passed.rows.length];
    setText(
      this.#summary,
      all === some ? count(all, "model") : t`${grouped(some)} of ${count(all, "model")}`,
    );
    const shown = this.#order === null ? -1 : this.#keys.indexOf(this.#order.key);
    // The grid sorts by columns that it shows.
    const sorted = shown < 0 ? this.#sorted() : this.#passed.rows;
    const places = this.#keys.map(key => this.#passed.columns.indexOf(key));
    const rows = sorted.map(each => places.map(at => each[at] ?? null));
    const sort: Sort = shown < 0 ? null : { column: shown, descending: this.#order?.descending ?? false };
    const columns = this.#family ? this.#keys : [];
    this.#grid.show({ columns, rows, models: this.#table.ids }, sort, row, this.#columns);
  }

  /** The rows in the order that a person chose, even if the column is hidden. */
  #sorted(): FamilyRows["rows"] {
    const { rows, columns } = this.#passed;
    if (this.#order === null || !this.#family) return rows;
    const { key, descending } = this.#order;
    const sort = { column: columns.indexOf(key), descending };
    const kinds = columns.map(() => ({ isLast: isNoValue }));
    return orderOf(this.#passed, sort, kinds).flatMap(place => {
      const found = rows[place];
      return found ? [found] : [];
    });
  }

  #csv(): string {
    return rowsToCsv({ columns: this.#passed.columns, rows: this.#sorted() });
  }
}
