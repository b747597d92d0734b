import { t } from "../../src/words/words";
import { button } from "../kit/controls";
import { html, setAttributes } from "../kit/dom";
import { type ColumnKey, columnKeys, columnName, usualColumns } from "./table-columns";

let lists = 0;

/** A button that opens a list of the columns, each of which can be shown or hidden. */
export class ColumnChoice {
  readonly element: HTMLElement;
  readonly #boxes: ReadonlyMap<ColumnKey, HTMLInputElement>;
  readonly #list: HTMLElement;
  readonly #button: HTMLElement;

  constructor(shown: readonly ColumnKey[], chosen: (shown: readonly ColumnKey[]) => void) {
    const told = () => chosen(columnKeys.filter(key => key === "id" || this.#boxes.get(key)?.checked));
    // The first column names the model, so it stays.
    this.#boxes = new Map(
      columnKeys.slice(1).map(key => {
        const box = html("input", { type: "checkbox" });
        box.checked = shown.includes(key);
        box.addEventListener("change", told);
        return [key, box];
      }),
    );
    const usual = button(t`Reset`, "secondary", () => {
      for (const [key, box] of this.#boxes) box.checked = usualColumns.includes(key);
      told();
    });
    lists += 1;
    const entries = [...this.#boxes].map(([key, box]) => html("label", {}, box, columnName(key)));
    this.#list = html(
      "div",
      {
        class: "columns-shown",
        id: `columns-shown-${lists}`,
        role: "group",
        "aria-label": t`Columns`,
        hidden: true,
      },
      ...entries,
      usual,
    );
    this.#button = button(t`Columns`, "secondary", () => this.#toggle(this.#list.hidden));
    setAttributes(this.#button, { "aria-expanded": "false", "aria-controls": this.#list.id });
    this.element = html("div", { class: "column-choice" }, this.#button, this.#list);
    this.element.addEventListener("keydown", event => {
      if (event.key !== "Escape" || this.#list.hidden) return;
      event.stopPropagation();
      this.#toggle(false);
      this.#button.focus();
    });
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      const isInside = relatedTarget instanceof Node && this.element.contains(relatedTarget);
      if (relatedTarget !== null && !isInside) this.#toggle(false);
    });
  }

  #toggle(isOpen: boolean): void {
    this.#list.hidden = !isOpen;
    setAttributes(this.#button, { "aria-expanded": String(isOpen) });
    if (isOpen) this.#list.querySelector("input")?.focus();
  }
}
