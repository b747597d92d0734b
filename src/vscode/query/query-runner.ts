import * as vscode from "vscode";
import { queryTemplate, tablesFromRows, tablesQuery } from "../../app/index/query-template";
import { rowLimitInWords } from "../../app/index/query-text";
import { placeOfProblem, type SqlStatement, statementAt } from "../../app/index/sql-statements";
import { UserError } from "../../app/ports/errors";
import type { QueryView } from "../../protocol";
import { t } from "../../words/words";
import { config } from "../config";
import { ContextKey } from "../lifecycle";
import type { Session } from "../session";
import { registerQueryCompletion } from "./query-completion";
import { isQueryDocument, statementInFront } from "./query-document";
import { QueryFile } from "./query-file";
import { queryIndex } from "./query-index";
import { noRows, RowsPanel, type ShowFamily } from "./rows-panel";

interface Place {
  readonly document: vscode.TextDocument;
  readonly statement: SqlStatement;
}

/** Manages the user's queries on the index: opens their document, runs them in a worker, and shows their rows. */
export class QueryRunner implements vscode.Disposable {
  readonly #session: Session;
  readonly #problems = vscode.languages.createDiagnosticCollection("hub-lineage-query");
  readonly #running = new ContextKey("hubLineage.queryRunning");
  readonly #file: QueryFile;
  readonly #disposables: vscode.Disposable[];
  readonly #panel: RowsPanel;
  #place: Place | null = null;
  #cancel: AbortController | null = null;

  constructor(session: Session, showFamily: ShowFamily) {
    this.#session = session;
    this.#panel = new RowsPanel(session, {
      ...{ type: "hubLineage.query", title: t`Query Result`, showFamily },
      fileName: () => "query",
      cancel: () => this.cancel(),
      again: async () => {
        if (this.#place !== null) await this.#run(this.#place);
      },
    });
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
    this.#panel.close();
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
    const base = { ...noRows, run: this.#panel.nextRun, sql: statement.sql };
    await this.#panel.show({ ...base, state: "running" });
    const began = performance.now();
    const ended = async (view: Partial<QueryView>): Promise<void> => {
      if (this.#cancel !== cancel) return;
      this.#cancel = null;
      this.#running.set(false);
      await this.#panel.show({ ...base, milliseconds: performance.now() - began, ...view });
    };
    try {
      const result = await queryIndex(this.#session, statement.sql, cancel.signal);
      await ended({
        state: "ready",
        result,
        message: rowLimitInWords(result, config.queryMaxRows, "hubLineage.query.maxRows"),
      });
    } catch (error) {
      const { message } = error instanceof Error ? error : new Error(String(error));
      if (!cancel.signal.aborted) this.#markProblem(place, message);
      await ended({ state: "error", message });
    }
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
}

async function placeAt(uri: unknown, offset: unknown): Promise<Place | null> {
  if (typeof uri !== "string" || typeof offset !== "number") return null;
  const document = vscode.workspace.textDocuments.find(each => each.uri.toString() === uri);
  if (document === undefined || !isQueryDocument(document)) return null;
  const statement = statementAt(document.getText(), offset);
  return statement && { document, statement };
}
