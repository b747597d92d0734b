import * as vscode from "vscode";
import { queryTemplate, tablesFromRows, tablesQuery } from "../../app/index/query-template";
import { queryToMarkdown, rowLimitInWords } from "../../app/index/query-text";
import { placeOfProblem, type SqlStatement, statementAt } from "../../app/index/sql-statements";
import { UserError } from "../../app/ports/errors";
import type { QueryResult } from "../../app/ports/index-port";
import { rowsToCsv } from "../../lineage/export/csv-writer";
import { shortIdsIn } from "../../lineage/repo-id";
import type { QueryView } from "../../protocol";
import { t } from "../../words/words";
import { config } from "../config";
import { ContextKey } from "../lifecycle";
import { saveAs } from "../save-as";
import type { Session } from "../session";
import { registerQueryCompletion } from "./query-completion";
import { isQueryDocument, statementInFront } from "./query-document";
import { QueryFile } from "./query-file";
import { queryIndex } from "./query-index";
import { type QueryPanel, queryPanel, withShortTexts } from "./query-panel";

const nothingYet: QueryView = {
  run: 0,
  state: "empty",
  sql: "",
  message: null,
  result: null,
  milliseconds: null,
};

/** The most values that are looked up to link them to models. */
const mostShortIds = 2_000;

/** Shows a model's family, optionally in a given column. */
type ShowFamily = (id: string, column: vscode.ViewColumn | undefined) => Promise<void>;

interface Place {
  readonly document: vscode.TextDocument;
  readonly statement: SqlStatement;
}

/** Manages the user's queries on the index: opens their document, runs them in a worker, and shows their rows. */
export class QueryRunner implements vscode.Disposable {
  readonly #session: Session;
  readonly #showFamily: ShowFamily;
  readonly #problems = vscode.languages.createDiagnosticCollection("hub-lineage-query");
  readonly #running = new ContextKey("hubLineage.queryRunning");
  readonly #file: QueryFile;
  readonly #disposables: vscode.Disposable[];
  #panel: QueryPanel | null = null;
  #view = nothingYet;
  #place: Place | null = null;
  #cancel: AbortController | null = null;

  constructor(session: Session, showFamily: ShowFamily) {
    this.#session = session;
    this.#showFamily = showFamily;
    this.#file = new QueryFile(session);
    this.#disposables = [
      this.#file,
      registerQueryCompletion(session),
      this.#problems,
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#problems.delete(document.uri)),
      vscode.workspace.onDidCloseTextDocument(document => this.#problems.delete(document.uri)),
    ];
  }

  /** Opens a document with a summary of the tables and sample queries, and puts the cursor in the first query. */
  async open(): Promise<void> {
    const { index } = this.#session;
    const [{ rows }, { snapshot }] = await Promise.all([
      index.query({ sql: tablesQuery, limit: 1_000 }),
      index.status(),
    ]);
    const document = await this.#file.open(queryTemplate(tablesFromRows(rows), snapshot !== null));
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    const first = statementAt(document.getText(), 0);
    const at = document.positionAt(first?.start ?? 0);
    editor.selection = new vscode.Selection(at, at);
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Runs the statement at an offset of a document (from its CodeLens), or else the one at the cursor. */
  async run(uri: unknown, offset: unknown): Promise<void> {
    const place = (await placeAt(uri, offset)) ?? statementInFront();
    if (place === null) {
      throw new UserError(t`There is no query at the cursor. To open one, run Hub Lineage: Query Index.`);
    }
    await this.#run(place);
  }

  /** Stops the running query. */
  cancel(): void {
    this.#cancel?.abort();
  }

  dispose(): void {
    this.cancel();
    this.#panel?.close();
    for (const each of this.#disposables) each.dispose();
  }

  async #run(place: Place): Promise<void> {
    this.cancel();
    const cancel = new AbortController();
    this.#cancel = cancel;
    this.#place = place;
    const { document, statement } = place;
    this.#problems.delete(document.uri);
    this.#running.set(true);
    const run = this.#view.run + 1;
    const base = { ...nothingYet, run, sql: statement.sql };
    this.#show({ ...base, state: "running" });
    const began = performance.now();
    const ended = (view: Partial<QueryView>): void => {
      if (this.#cancel !== cancel) return;
      this.#cancel = null;
      this.#running.set(false);
      this.#show({ ...base, milliseconds: performance.now() - began, ...view });
    };
    try {
      const result = await queryIndex(this.#session, statement.sql, cancel.signal);
      ended({
        state: "ready",
        result,
        models: await this.#modelsIn(result),
        message: rowLimitInWords(result, config.queryMaxRows, "hubLineage.query.maxRows"),
      });
    } catch (error) {
      const { message } = error instanceof Error ? error : new Error(String(error));
      if (!cancel.signal.aborted) this.#markProblem(place, message);
      ended({ state: "error", message });
    }
  }

  /** Which values without a slash are models: `gpt2` is one, `gemma` is a license. */
  async #modelsIn(result: QueryResult): Promise<readonly string[]> {
    const ids = shortIdsIn(result, mostShortIds);
    const found = ids.length === 0 ? [] : await this.#session.index.lookup(ids);
    return ids.filter((_, at) => found[at]?.state === "known");
  }

  /** Marks the problem in the document, unless the text has changed in the meantime. */
  #markProblem({ document, statement }: Place, message: string): void {
    if (document.isClosed || !document.getText().startsWith(statement.sql, statement.start)) return;
    const { start, end } = placeOfProblem(statement, message);
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    const problem = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
    problem.source = "Hub Lineage";
    this.#problems.set(document.uri, [problem]);
  }

  #show(view: QueryView): void {
    this.#view = view;
    if (this.#panel === null) {
      const { context, log } = this.#session;
      this.#panel = queryPanel(context.extensionUri, log, {
        view: () => this.#view,
        cancel: async () => this.cancel(),
        again: async () => {
          if (this.#place !== null) await this.#run(this.#place);
        },
        exportCsv: () => this.#exportCsv(),
        copyMarkdown: async () => vscode.env.clipboard.writeText(queryToMarkdown(this.#result())),
        show: id => this.#showFamily(id, this.#panel?.column),
        closed: () => {
          this.cancel();
          this.#panel = null;
        },
      });
    } else {
      if (view.state === "running") this.#panel.reveal();
      this.#panel.update(withShortTexts(view));
    }
  }

  async #exportCsv(): Promise<void> {
    const result = this.#result();
    await saveAs("query.csv", { CSV: ["csv"] }, async () => new TextEncoder().encode(rowsToCsv(result)));
  }

  #result(): QueryResult {
    const { result } = this.#view;
    if (result === null) throw new UserError(t`There are no rows to save. Run a query first.`);
    return result;
  }
}

async function placeAt(uri: unknown, offset: unknown): Promise<Place | null> {
  if (typeof uri !== "string" || typeof offset !== "number") return null;
  const document = vscode.workspace.textDocuments.find(each => each.uri.toString() === uri);
  if (document === undefined || !isQueryDocument(document)) return null;
  const statement = statementAt(document.getText(), offset);
  return statement && { document, statement };
}
