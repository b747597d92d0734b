import type { Cell, ResultTable } from "../../src/analyses/analysis";
import { differencesTable } from "../../src/analyses/differences";
import { summaryTables } from "../../src/analyses/headlines";
import { type AnalysisReport, coverageInWords, provenance, publishedTable } from "../../src/analyses/report";
import { scopeInWords } from "../../src/analyses/scope-words";
import { claimTable, findingInWords } from "../../src/analyses/sentence";
import { showable } from "../../src/lineage/showable";
import type { ReportPanelCalls, ReportRequest, ReportView, ReportViewState } from "../../src/protocol";
import { english, phrase, t } from "../../src/words/words";
import { button, choice } from "../kit/controls";
import { html, setAttributes, setChildren, setText } from "../kit/dom";
import { svgToPng } from "../kit/standalone-svg";
import { ModelList } from "./model-list";
import { type FigureActs, reportFigure, reportTable } from "./report-figure";
import { ScopeBar } from "./report-scope";

/** What the report view needs from its host. */
export interface ReportHost {
  readonly calls: ReportPanelCalls;
  /** Saves the request to run again after a restart. */
  keep(state: ReportViewState): void;
  /** Runs a promise in the background; failures go to the log. */
  run(work: Promise<unknown>): void;
}

const modes = [
  { value: "corrected", name: english("corrected") },
  { value: "paper", name: english("as published") },
] as const;

/** The report of an analysis: charts, their tables, coverage, and actions. */
export class AnalysisReportView {
  readonly element: HTMLElement;
  readonly #host: ReportHost;
  readonly #title = html("h1", {}, t`Ecosystem Analysis`);
  readonly #analysis = choice<string>(t`Analysis`, [], id => this.#ask({ id }));
  readonly #mode = choice(
    t`Method`,
    modes.map(one => ({ ...one, name: phrase(one.name) })),
    mode => this.#ask({ mode }),
  );
  readonly #scope = new ScopeBar(scope => this.#ask({ scope }));
  readonly #limit = button(t`Limit…`, "secondary", () => this.#scope.toggle());
  readonly #export = button(t`Export…`, "secondary", () => this.#host.run(this.#host.calls.exportReport()));
  readonly #cancel = button(t`Cancel`, "primary", () => this.#host.run(this.#host.calls.cancel()));
  readonly #status = html("p", { id: "report-status", role: "status" });
  readonly #progress = html("progress", { "aria-label": t`Analysis running` });
  readonly #message = html("p", { id: "report-message", role: "alert" });
  readonly #run = button(t`Run`, "primary", () => this.#ask({}));
  readonly #notice = html(
    "section",
    { class: "notice", "aria-label": t`Analysis status` },
    this.#message,
    this.#run,
  );
  readonly #body = html("main", { class: "report-body", tabindex: "-1" });
  readonly #models: ModelList;
  #view: ReportView | null = null;
  #report: AnalysisReport | null = null;

  constructor(host: ReportHost) {
    this.#host = host;
    const { calls, run } = host;
    this.#models = new ModelList(id => run(calls.show(id)));
    const tools = html(
      "div",
      { class: "tools" },
      this.#analysis.element,
      this.#mode.element,
      this.#limit,
      this.#export,
      this.#cancel,
    );
    const state = html("div", { class: "figures" }, this.#status, this.#progress);
    const header = html("header", {}, html("div", { class: "title" }, this.#title), state, tools);
    const stage = html("div", { class: "stage" }, this.#body, this.#models.element);
    this.element = html("div", { class: "report" }, header, this.#scope.element, this.#notice, stage);
  }

  /** Shows progress, results, or an error. */
  show(view: ReportView): void {
    this.#view = view;
    const { state, choices, request, message, report } = view;
    this.#analysis.offer(choices.map(({ id, title }) => ({ value: id, name: title })));
    this.#analysis.set(request.id);
    this.#mode.set(request.mode);
    if (state !== "error") this.#scope.show(request.scope);
    this.#progress.hidden = state !== "running";
    this.#cancel.hidden = state !== "running";
    this.#export.hidden = report === null;
    const waits = state === "error" || state === "offered";
    this.#notice.hidden = !waits;
    this.#run.hidden = state !== "offered" && report !== null;
    setText(this.#message, waits ? showable(message ?? "") : "");
    if (state !== "error") this.#host.keep({ request });
    setAttributes(this.#status, { "data-state": state });
    setText(this.#status, statusOf(view));
    setAttributes(this.#body, { "aria-busy": String(state === "running") });
    if (report !== this.#report) this.#draw(report);
  }

  #ask(part: Partial<ReportRequest>): void {
    if (this.#view === null) return;
    const { request } = this.#view;
    this.#host.run(this.#host.calls.run({ ...request, ...part }));
  }

  #draw(report: AnalysisReport | null): void {
    this.#report = report;
    this.#models.close();
    setText(this.#title, report?.title ?? t`Ecosystem Analysis`);
    if (report === null) {
      setChildren(this.#body, []);
      return;
    }
    const acts: FigureActs = {
      list: (table, row) => this.#host.run(this.#list(report, table, row)),
      show: id => this.#host.run(this.#host.calls.show(id)),
      save: (title, svg, format) => this.#host.run(this.#save(title, svg, format)),
    };
    const { tables, pictures, listed, published, claims = [], summary = [], differs = [] } = report;
    const made = pictures.flatMap(picture => {
      const figure = reportFigure(picture, tables, listed, acts);
      return figure === null ? [] : [{ figure, table: picture.table, order: picture.order }];
    });
    const drawn = new Set(made.flatMap(({ table, order }) => [table, order]));
    const behind = (id: string | undefined) => {
      const table = tables.find(each => each.id === id);
      return table === undefined
        ? null
        : html(
            "details",
            {},
            html("summary", {}, t`Table: ${table.title}`),
            reportTable(table, listed, acts),
          );
    };
    // A table shared by several charts appears under the last one.
    const sections = made.map(({ figure, table, order }, at) => {
      const isLast = !made.slice(at + 1).some(each => each.table === table);
      return html("section", { class: "figure" }, figure, isLast ? behind(table) : null, behind(order));
    });
    const rest = tables
      .filter(({ id, rows }) => !drawn.has(id) && rows.length > 0)
      .map(table => reportTable(table, listed, acts));
    const beside = published.length === 0 ? [] : [reportTable(publishedTable(published), [], acts)];
    setChildren(this.#body, [
      ...findingOf(report),
      ...summaryTables(summary).map(table => reportTable(table, [], acts)),
      coverageList(report),
      html("div", { class: "report-figures" }, ...sections),
      ...(claims.length === 0 ? [] : [reportTable(claimTable(claims, tables), [], acts)]),
      ...rest,
      ...beside,
      ...(differs.length === 0 ? [] : [reportTable(differencesTable(differs), [], acts)]),
      methodOf(report),
    ]);
    this.#body.scrollTop = 0;
  }

  async #list({ title }: AnalysisReport, table: ResultTable, row: readonly Cell[]): Promise<void> {
    const name =
      row
        .slice(0, 2)
        .filter(cell => typeof cell === "string")
        .join(" → ") || String(row[0]);
    this.#models.wait(`${table.title}: ${name}`, title);
    const found = await this.#host.calls.models({ table: table.id, row });
    if (found === null) this.#models.close();
    else this.#models.show(found);
  }

  async #save(
    title: string,
    svg: { text: string; width: number; height: number },
    format: "svg" | "png",
  ): Promise<void> {
    const bytes = format === "svg" ? new TextEncoder().encode(svg.text) : await svgToPng(svg);
    await this.#host.calls.save({ title, format, bytes });
  }
}

/** The finding in a sentence; none if the data lack what it needs. */
function findingOf(report: AnalysisReport): readonly HTMLElement[] {
  const told = findingInWords(report);
  return told === null ? [] : [html("p", { class: "main-finding" }, showable(told))];
}

/** How the figures are counted, behind a click. */
function methodOf(report: AnalysisReport): HTMLElement {
  return html(
    "details",
    { class: "method" },
    html("summary", {}, t`Method`),
    html("p", { class: "finding-note" }, showable(report.definition)),
    html("p", { class: "notes" }, showable(provenance(report))),
  );
}

function coverageList({ coverage }: AnalysisReport): HTMLElement {
  return html(
    "ul",
    { class: "coverage-list", "aria-label": t`Coverage` },
    ...coverage.map(one => html("li", {}, showable(coverageInWords(one)))),
  );
}

function statusOf({ state, report, request }: ReportView): string {
  if (state === "running") return t`Running…`;
  if (report === null) return "";
  const limited = scopeInWords(report.scope);
  const mode = phrase(modes.find(({ value }) => value === report.mode)?.name ?? request.mode);
  return showable(limited === null ? t`All models, ${mode}` : t`Limited to ${limited}; ${mode}`);
}
