import type { ListedModels } from "../../src/analyses/report";
import { count, grouped } from "../../src/lineage/in-words";
import { showable } from "../../src/lineage/showable";
import { t } from "../../src/words/words";
import { button } from "../kit/controls";
import { html, setChildren, setText } from "../kit/dom";
import { SortedTable } from "../kit/sorted-table";

/** The pane with the models behind a figure; each links to its family. */
export class ModelList {
  readonly element: HTMLElement;
  readonly #show: (id: string) => void;
  readonly #heading = html("h2", { tabindex: "-1" });
  readonly #status = html("p", { role: "status" });
  readonly #content = html("div");
  #before: Element | null = null;
  /** The chart that had the focus: charts are redrawn when the pane narrows them. */
  #figure: Element | null = null;

  constructor(show: (id: string) => void) {
    this.#show = show;
    const close = button(t`Close`, "secondary", () => this.close(), t`Close model list`);
    this.element = html(
      "aside",
      { class: "behind", "aria-label": t`Models behind the figure`, hidden: true },
      html("div", { class: "top" }, this.#heading, close),
      this.#status,
      this.#content,
    );
    this.element.addEventListener("keydown", event => {
      if (event.key === "Escape") this.close();
    });
  }

  /** Opens the pane while the models are being listed. */
  wait(name: string, analysis: string): void {
    if (this.element.hidden) {
      this.#before = document.activeElement;
      this.#figure = this.#before?.closest("figure") ?? null;
    }
    this.element.hidden = false;
    setText(this.#heading, showable(name));
    setText(this.#status, t`Listing models for ${analysis}…`);
    setChildren(this.#content, []);
    this.#heading.focus();
  }

  /** Shows the models found. */
  show({ total, models }: ListedModels): void {
    const left = total > models.length ? t`; showing the ${models.length} most downloaded` : "";
    setText(this.#status, `${count(total, "model")}${left}`);
    const table = new SortedTable(t`Models`, [
      { name: t`model`, isNumber: false },
      { name: t`downloads`, isNumber: true },
    ]);
    table.show(
      models.map(({ id, downloads }) => [
        { text: id, act: () => this.#show(id), name: t`${id}: show its family` },
        { text: downloads === null ? "–" : grouped(downloads), value: downloads ?? -1 },
      ]),
    );
    setChildren(this.#content, models.length === 0 ? [] : [table.element]);
  }

  /** Closes the pane; returns the focus to where it was. */
  close(): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    const before = this.#before?.isConnected
      ? this.#before
      : this.#figure?.querySelector('svg [tabindex="0"]');
    if (before instanceof HTMLElement || before instanceof SVGElement) before.focus();
  }
}
