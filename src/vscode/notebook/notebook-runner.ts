import * as vscode from "vscode";
import { narrowing } from "../../analyses/report";
import { type CellPorts, type CellResult, runCell } from "../../app/notebook/cell-run";
import { newNotebook } from "../../app/notebook/new-notebook";
import {
  htmlNotebook,
  resultForEditor,
  type WrittenCell,
  wholeNotebook,
} from "../../app/notebook/notebook-page";
import { checkRoom } from "../../app/notebook/notebook-room";
import { drawnPart, resultToHtml } from "../../app/notebook/result-html";
import { resultToText } from "../../app/notebook/result-text";
import { UserError } from "../../app/ports/errors";
import { showable } from "../../lineage/showable";
import { t } from "../../words/words";
import { config } from "../config";
import { queryIndex } from "../query/query-index";
import { ownAuthors } from "../report/own-authors-setting";
import { snapshotTask } from "../report/snapshot-task";
import { saveAs } from "../save-as";
import type { Session } from "../session";
import { requiredSnapshotProgram } from "../worker-program";
import { cellData, cellOfDocument } from "./notebook-data";
import { notebookTypes } from "./register-notebooks";

/** The markup of what a cell gave when it was run last, and its text at that time. */
interface LastRun {
  readonly text: string;
  readonly outcome: WrittenCell["outcome"];
}

/** Runs cells of notebooks, one at a time, and exports notebooks with what their cells gave. */
export class NotebookRunner {
  readonly #session: Session;
  readonly #runs = new WeakMap<vscode.NotebookCell, LastRun>();
  #order = 0;
  #tail: Promise<void> = Promise.resolve();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Runs cells after those that are already waiting. A cell that fails does not keep the next from running. */
  async run(executions: readonly vscode.NotebookCellExecution[]): Promise<void> {
    const failed = (error: unknown) => this.#session.log.error(`notebook cell: ${String(error)}`);
    for (const execution of executions)
      this.#tail = this.#tail.then(() => this.#execute(execution)).catch(failed);
    await this.#tail;
  }

  /** Opens a new notebook with an example of each kind of cell. */
  async open(): Promise<void> {
    const { snapshot } = await this.#session.index.status();
    const cells = newNotebook(snapshot !== null).map(cellData);
    const notebook = await vscode.workspace.openNotebookDocument(untitled());
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(0, cells)]);
    await vscode.workspace.applyEdit(edit);
    await vscode.window.showNotebookDocument(notebook);
  }

  /** Saves the notebook in front as an HTML page, with the outputs that its cells have. */
  async export(): Promise<void> {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    if (notebook === undefined || !notebookTypes.some(type => type === notebook.notebookType))
      throw new UserError(t`No Lineage Notebook is active. Open a .lineage.sql file first.`);
    const name = notebook.uri.path.split("/").at(-1) ?? "";
    const page = () => {
      const cells = notebook
        .getCells()
        .map(cell => ({ cell: cellOfDocument(cell), outcome: this.#shown(cell) }));
      return new TextEncoder().encode(wholeNotebook(htmlNotebook(name), cells));
    };
    await saveAs(`${name.replace(/(?:\.lineage)?\.sql$/, "")}.html`, { HTML: ["html"] }, async () => page());
  }

  /** What the output of a cell shows; null if it was cleared, or the text is another one now. */
  #shown(cell: vscode.NotebookCell): WrittenCell["outcome"] {
    const last = this.#runs.get(cell);
    return cell.outputs.length > 0 && last?.text === cell.document.getText() ? last.outcome : null;
  }

  async #execute(execution: vscode.NotebookCellExecution): Promise<void> {
    const { cell, token } = execution;
    if (token.isCancellationRequested) return execution.end(undefined);
    const stop = new AbortController();
    const listening = token.onCancellationRequested(() => stop.abort());
    const text = cell.document.getText();
    const results: string[] = [];
    let error: string | null = null;
    execution.executionOrder = ++this.#order;
    execution.start(Date.now());
    try {
      await execution.clearOutput();
      const others = cell.notebook.getCells().flatMap(each => this.#shown(each)?.results ?? []);
      ({ error } = await runCell(text, this.#ports(), stop.signal, async result => {
        const drawn = drawnPart(result);
        const html = resultToHtml(drawn);
        checkRoom([...others, ...results], html);
        results.push(html);
        await execution.appendOutput(outputOf(drawn, html));
      }));
    } catch (thrown) {
      error = stop.signal.aborted ? t`Canceled.` : thrown instanceof Error ? thrown.message : String(thrown);
    } finally {
      if (error !== null) await execution.appendOutput(failure(error));
      listening.dispose();
      this.#runs.set(cell, { text, outcome: { results, error } });
      execution.end(error === null, Date.now());
    }
  }

  #ports(): CellPorts {
    const session = this.#session;
    return {
      limit: { rows: config.queryMaxRows, raise: "hubLineage.query.maxRows" },
      query: (sql, signal) => queryIndex(session, sql, signal),
      analyze: async (run, signal) => {
        const scriptPath = requiredSnapshotProgram(session.context.extensionUri);
        const { id, mode, seed, scope, measures } = run;
        const place = { folder: session.indexFolder.fsPath, hub: session.access.base() };
        const own = await ownAuthors(session.log);
        const authors = own === undefined ? {} : { authors: { own: own.entries } };
        return snapshotTask({ scriptPath, files: session.access.files, signal }, async program => {
          const report = await program.call("analyze", {
            ...{ ...place, id, mode, seed, scope, measures, ...narrowing(run) },
            ...authors,
          });
          return { report, pictures: await program.call("reportPictures", report) };
        });
      },
    };
  }
}

/** The name of a new notebook. VS Code's own would end with `.sql` alone, and open as text once it is saved. */
function untitled(): vscode.Uri {
  const open = new Set(vscode.workspace.notebookDocuments.map(({ uri }) => uri.path));
  let number = 1;
  while (open.has(`Untitled-${number}.lineage.sql`)) number++;
  return vscode.Uri.from({ scheme: "untitled", path: `Untitled-${number}.lineage.sql` });
}

/** As HTML, and as text for where VS Code does not show HTML. */
function outputOf(drawn: CellResult, html: string): vscode.NotebookCellOutput {
  return new vscode.NotebookCellOutput([
    vscode.NotebookCellOutputItem.text(resultForEditor(html), "text/html"),
    vscode.NotebookCellOutputItem.text(resultToText(drawn), "text/plain"),
  ]);
}

function failure(message: string): vscode.NotebookCellOutput {
  const item = vscode.NotebookCellOutputItem.error({ name: "", message: showable(message) });
  return new vscode.NotebookCellOutput([item]);
}
