import type * as vscode from "vscode";
import type {
  AnalysisChoice,
  AnalysisReport,
  AnalysisRun,
  ListedModels,
  RowPlace,
} from "../../analyses/report";
import { UserError } from "../../app/ports/errors";
import { readScope } from "../../app/report/analysis-scope";
import type { OwnTable } from "../../app/report/own-table";
import type { AnalysisOrder, AuthorAnswersPlace, ReportRequest, ReportView } from "../../protocol";
import { t } from "../../words/words";
import { saveAs } from "../save-as";
import type { Session } from "../session";
import { lookUpAuthors } from "./look-up-authors";
import { ownAuthors } from "./own-authors-setting";
import { type PublicationOrder, publishReport } from "./publish-report";
import { exportReport } from "./report-export";
import { type ReportPanel, reportPanel } from "./report-panel";
import { checkedRequest } from "./report-request";
import { type SnapshotTask, snapshotTask } from "./snapshot-task";

/** Random seed; fixed to reproduce the same figures every time. */
export const seed = 1;

/** What the report runner needs. */
export interface ReportParts {
  readonly session: Session;
  /** Absolute path of the worker script that runs analyses; throws UserError if there is none. */
  program(): string;
  showFamily(id: string, column: vscode.ViewColumn | undefined): Promise<void>;
}

/** Runs the analyses that the user requests in a worker of their own and shows their results in a panel. */
export class ReportRunner implements vscode.Disposable {
  readonly #parts: ReportParts;
  #panel: ReportPanel | null = null;
  #view: ReportView | null = null;
  #running: AbortController | null = null;
  /** The user's own table of authors, as of the report that is shown. */
  #own: OwnTable | undefined;

  constructor(parts: ReportParts) {
    this.#parts = parts;
  }

  /** Lists every analysis. */
  async choices(): Promise<readonly AnalysisChoice[]> {
    return this.#task(new AbortController().signal, program => program.call("listAnalyses", undefined));
  }

  /** Asks for a folder and writes a report of some analyses to it, with the user's own table of authors as it is now. */
  async publishNow({ analyses, run }: Pick<PublicationOrder, "analyses" | "run">): Promise<void> {
    const own = await ownAuthors(this.#parts.session.log);
    await this.publish({ analyses, run: { ...run, ...authorsOf(own) } });
  }

  /** Asks for a folder and writes a report of some analyses to it. */
  publish(order: Pick<PublicationOrder, "analyses" | "run">): Promise<void> {
    return publishReport({
      ...order,
      ...this.#place,
      task: (signal, work) => this.#task(signal, work),
    });
  }

  /** Asks the Hub about authors of unknown kind and, if the report that is shown reads kinds, runs it again. */
  async lookUpAuthors(): Promise<void> {
    const { session } = this.#parts;
    const isAnswered = await lookUpAuthors({
      session,
      folder: this.#folder,
      task: (signal, work) => this.#task(signal, work),
    });
    const view = this.#view;
    if (isAnswered && view?.state === "ready" && view.report?.authors !== undefined)
      await this.run(view.request, view.choices);
  }

  /** Stops the running analysis, if any, then runs another and shows the panel. */
  async run(request: ReportRequest, choices: readonly AnalysisChoice[]): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    const before = this.#view?.report ?? null;
    this.#show({ state: "running", choices, request, message: null, report: before });
    const ended = (view: Partial<ReportView>): void => {
      if (this.#running !== running) return;
      this.#running = null;
      this.#show({ state: "ready", choices, request, message: null, report: before, ...view });
    };
    try {
      const own = await ownAuthors(this.#parts.session.log);
      const order = this.#order({ ...request, scope: readScope(request.scope) }, own);
      const report = await this.#task(running.signal, program => program.call("analyze", order));
      if (this.#running === running) this.#own = own;
      ended({ report });
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      ended({ state: "error", message: running.signal.aborted ? t`The analysis was canceled.` : words });
    }
  }

  /**
   * Fills a panel restored by VS Code by running its analysis again. If that takes long or the analysis no longer exists,
   * the panel offers a choice instead.
   */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    if (this.#panel !== null) {
      panel.dispose();
      return;
    }
    const request = checkedRequest((state as { request?: unknown } | null | undefined)?.request);
    this.#view = { state: "running", choices: [], request, message: null, report: null };
    this.#panel = this.#open(panel);
    // VS Code does not show the panel until this returns.
    void this.#runAgain(request);
  }

  async #runAgain(request: ReportRequest): Promise<void> {
    const before = this.#view;
    const offer = (view: Partial<ReportView>): void => {
      const blank = { state: "offered", choices: [], request, message: null, report: null } as const;
      // Skip if the panel was closed or another request was made in the meantime.
      if (this.#view === before && this.#panel !== null) this.#show({ ...blank, ...view });
    };
    try {
      const choices = await this.choices();
      const known = choices.find(({ id }) => id === request.id);
      const [first] = choices;
      if (known === undefined && first !== undefined)
        offer({
          choices,
          request: { ...request, id: first.id },
          message: t`The analysis that was shown here is no longer available.`,
        });
      else if (known?.takesLong)
        offer({
          choices,
          message: t`${known.title} takes a while, so it was not run again automatically.`,
        });
      else if (this.#view === before) await this.run(request, choices);
    } catch (error) {
      offer({ state: "error", message: error instanceof Error ? error.message : String(error) });
    }
  }

  dispose(): void {
    this.#running?.abort();
    this.#panel?.close();
  }

  get #folder(): string {
    return this.#parts.session.indexFolder.fsPath;
  }

  /** The index folder, and the Hub whose answers about authors are used. */
  get #place(): AuthorAnswersPlace {
    return { folder: this.#folder, hub: this.#parts.session.access.base() };
  }

  #order({ id, mode, scope }: Pick<AnalysisOrder, "id" | "mode" | "scope">, own = this.#own): AnalysisOrder {
    return { ...this.#place, id, mode, seed, scope, ...authorsOf(own) };
  }

  #task<T>(signal: AbortSignal, work: SnapshotTask<T>): Promise<T> {
    const { files } = this.#parts.session.access;
    return snapshotTask({ scriptPath: this.#parts.program(), files, signal }, work);
  }

  #show(view: ReportView): void {
    this.#view = view;
    if (this.#panel === null) this.#panel = this.#open(null);
    else if (view.state === "running") this.#panel.reveal();
    const title = view.choices.find(({ id }) => id === view.request.id)?.title;
    this.#panel.update(view, title);
  }

  #open(restored: vscode.WebviewPanel | null): ReportPanel {
    const { session, showFamily } = this.#parts;
    return reportPanel(restored, session.context.extensionUri, session.log, {
      view: () => this.#shown(),
      run: request => this.run(request, this.#shown().choices),
      cancel: () => this.#running?.abort(),
      models: place => this.#models(place),
      show: id => showFamily(id, this.#panel?.column),
      exportReport: () => this.#export(),
      save: async (name, { format, bytes }) => {
        await saveAs(`${fileName(name)}.${format}`, { [format.toUpperCase()]: [format] }, async () => bytes);
      },
      closed: () => {
        this.#running?.abort();
        this.#panel = null;
        this.#view = null;
      },
    });
  }

  #shown(): ReportView {
    if (this.#view === null) throw new Error(t`No analysis has been requested.`);
    return this.#view;
  }

  #report(): AnalysisReport {
    const { report } = this.#shown();
    if (report === null) throw new UserError(t`There is nothing to save yet. Run an analysis first.`);
    return report;
  }

  #models(place: RowPlace): Promise<ListedModels> {
    const order = { ...this.#order(this.#report()), ...place };
    return this.#task(new AbortController().signal, program => program.call("modelsOfRow", order));
  }

  #export(): Promise<void> {
    const report = this.#report();
    const { mode, scope } = report;
    const all = (signal: AbortSignal, done: (title: string) => void) =>
      this.#task(signal, async program => {
        const reports: AnalysisReport[] = [];
        for (const { id, title } of this.#shown().choices) {
          done(title);
          reports.push(await program.call("analyze", this.#order({ id, mode, scope })));
        }
        return reports;
      });
    const page = (shown: AnalysisReport) =>
      this.#task(new AbortController().signal, program => program.call("reportPage", shown));
    const publish = () =>
      this.publish({ analyses: this.#shown().choices, run: { mode, seed, scope, ...authorsOf(this.#own) } });
    return exportReport({ report, page, all, publish });
  }
}

/** The part of a run that says what the user's own table is. */
function authorsOf(own: OwnTable | undefined): Pick<AnalysisRun, "authors"> {
  return own === undefined ? {} : { authors: { own: own.entries } };
}

function fileName(title: string): string {
  return title.replace(/[^\w.-]+/g, "-").slice(0, 100) || "picture";
}
