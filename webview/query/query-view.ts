import { filterRows } from "../../src/lineage/filter-rows";
import { count, grouped } from "../../src/lineage/in-words";
import { showable } from "../../src/lineage/showable";
import type { QueryPanelCalls, QueryView, QueryViewState } from "../../src/protocol";
import { t } from "../../src/words/words";
import { button, textField } from "../kit/controls";
import { html, setAttributes, setChildren, setText } from "../kit/dom";
import { Grid, mostColumns } from "../kit/grid";
import { readSort } from "../kit/grid-rows";

/** What the query view needs from its host. */
export interface QueryHost {
  readonly calls: QueryPanelCalls;
  readonly kept: QueryViewState;
  keep(state: QueryViewState): void;
  /** Runs a promise in the background; failures go to the log. */
  run(work: Promise<unknown>): void;
}

/** Reads untrusted saved state; invalid parts are ignored. */
export function readKeptQuery(value: unknown): QueryViewState {
  const kept = (typeof value === "object" && value !== null ? value : {}) as Readonly<
    Record<string, unknown>
  >;
  const natural = (n: unknown) => (Number.isInteger(n) && Number(n) >= 0 ? Number(n) : 0);
  const filter = typeof kept.filter === "string" ? kept.filter.slice(0, 500) : "";
  return { run: natural(kept.run), filter, sort: readSort(kept.sort), row: natural(kept.row) };
}

/** A time in words: "14 ms", "2.3 s". */
function timeInWords(ms: number): string {
  return ms < 1_000 ? t`${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** The summary line of a result: "1,234 rows · 14 ms"; `shown` is how many of the rows the filter leaves. */
function summaryOf({ state, result, milliseconds, about }: QueryView, shown: number): string {
  const time = milliseconds === null ? [] : [timeInWords(milliseconds)];
  if (state === "running") return t`Running…`;
  if (state === "error") return [t`No rows`, ...time].join(" · ");
  if (result === null) return "";
  const columns = result.columns.length;
  const left = columns > mostColumns ? [t`the first ${mostColumns} of ${count(columns, "column")}`] : [];
  const all = count(result.rows.length, "row");
  const rows = shown < result.rows.length ? t`${grouped(shown)} of ${all}` : all;
  return [...(about?.figures ?? []), rows, ...left, ...(about === undefined ? time : [])].join(" · ");
}

function messageOf({ state, message }: QueryView): string | null {
  if (message !== null) return message;
  return state === "empty" ? t`Press Ctrl+Enter in a query document to see the rows here.` : null;
}

/** The query view: the statement, its row count and time, the rows, and actions on them; or other rows, with a filter. */
export class QueryResultView {
  readonly element: HTMLElement;
  readonly #host: QueryHost;
  readonly #title = html("h1");
  readonly #sql = html("code", { class: "sql" });
  readonly #summary = html("p", { id: "query-summary", role: "status" });
  readonly #said = html("p", { class: "said", role: "status" });
  readonly #message = html("p", { id: "query-message" });
  readonly #note = html("p", { id: "query-note" });
  readonly #notice = html(
    "section",
    { class: "notice", "aria-label": t`Query status` },
    this.#message,
    this.#note,
  );
  readonly #progress = html("progress", { "aria-label": t`Query running` });
  readonly #tools = html("div", { class: "buttons" });
  readonly #filter = textField(t`Filter rows`, t`Filter: text, column:text, column:none`, () =>
    this.#typed(),
  );
  readonly #buttons: Readonly<Record<"save" | "copy" | "again" | "cancel", HTMLElement>>;
  readonly #grid: Grid;
  #view: QueryView | null = null;
  #kept: QueryViewState;
  /** How many rows pass the filter. */
  #shown = 0;

  constructor(host: QueryHost) {
    this.#host = host;
    this.#kept = host.kept;
    const { calls, run } = host;
    this.#buttons = {
      save: button(t`Export CSV`, "secondary", () => run(calls.exportCsv(this.#kept.filter))),
      copy: button(t`Copy as Markdown`, "secondary", () => run(this.#copy())),
      again: button(t`Run Again`, "secondary", () => run(calls.again())),
      cancel: button(t`Cancel`, "primary", () => run(calls.cancel())),
    };
    this.#grid = new Grid(t`Query rows`, {
      showFamily: id => run(calls.show(id)),
      modelTitle: id => t`Show the family of ${id}`,
      moved: () => this.#keep(),
    });
    const header = html(
      "header",
      {},
      html("div", { class: "title" }, this.#title, this.#sql),
      html("div", { class: "figures" }, this.#filter.element, this.#summary, this.#progress, this.#said),
      this.#tools,
    );
    this.element = html(
      "div",
      { class: "query" },
      header,
      this.#notice,
      html("main", {}, this.#grid.element),
    );
  }

  /** Shows a run of a query; keeps filter, sorting, and scroll position for the same run. */
  show(view: QueryView): void {
    const { run, state, sql, result, about } = view;
    this.#view = view;
    if (this.#kept.run !== run) this.#kept = { run, filter: "", sort: null, row: 0 };
    const line = showable(sql.replace(/\s+/g, " "));
    setText(this.#title, about === undefined ? t`Query Result` : showable(about.title));
    setText(this.#sql, line);
    setAttributes(this.#sql, { title: line });
    setAttributes(this.#summary, { "data-state": state });
    setText(this.#said, "");
    this.#progress.hidden = state !== "running";
    setChildren(this.#tools, this.#tooling(view));
    const message = messageOf(view);
    const note = result === null ? "" : (about?.note ?? "");
    setText(this.#note, showable(note));
    this.#message.hidden = message === null;
    this.#notice.hidden = message === null && note === "";
    setAttributes(this.#notice, { "data-state": state === "ready" ? "partial" : state });
    setAttributes(this.#message, { role: state === "error" ? "alert" : null });
    setText(this.#message, message === null ? "" : showable(message));
    this.#grid.element.hidden = result === null;
    this.#filter.element.hidden = about === undefined || result === null;
    this.#filter.set(this.#kept.filter);
    this.#draw(this.#kept);
  }

  #draw({ filter, sort, row }: QueryViewState): void {
    const { result, models = [] } = this.#view ?? {};
    const rows = filterRows(result ?? { columns: [], rows: [] }, filter);
    this.#shown = rows.rows.length;
    setText(this.#summary, this.#view === null ? "" : summaryOf(this.#view, this.#shown));
    this.#grid.show({ ...rows, models: new Set(models) }, sort, row);
  }

  #typed(): void {
    this.#kept = { ...this.#kept, filter: this.#filter.value(), row: 0 };
    this.#draw(this.#kept);
    this.#host.keep(this.#kept);
  }

  #tooling({ state, result }: QueryView): readonly HTMLElement[] {
    const { save, copy, again, cancel } = this.#buttons;
    if (state === "empty") return [];
    if (state === "running") return [cancel];
    return result === null ? [again] : [save, copy, again];
  }

  async #copy(): Promise<void> {
    await this.#host.calls.copyMarkdown(this.#kept.filter);
    setText(this.#said, t`${count(this.#shown, "row")} copied.`);
  }

  #keep(): void {
    if (this.#view?.result == null) return;
    this.#kept = { ...this.#kept, sort: this.#grid.sort, row: this.#grid.firstRow };
    this.#host.keep(this.#kept);
  }
}
