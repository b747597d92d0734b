import * as vscode from "vscode";
import { t } from "../../words/words";
import type { Start } from "../start-extension";
import { notebookTypes } from "./register-notebooks";

/** Offers to run the cells of notebooks. The first cell that is run starts the extension. */
export function registerNotebookControllers(start: Start, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(...notebookTypes.map(type => controllerOf(type, start, log)));
}

function controllerOf(type: string, start: Start, log: vscode.LogOutputChannel): vscode.NotebookController {
  const controller = vscode.notebooks.createNotebookController(`${type}-index`, type, t`Hub Lineage Index`);
  controller.description = t`SQL on the index, and analyses of the Hub snapshot`;
  controller.supportedLanguages = ["sql"];
  controller.supportsExecutionOrder = true;
  controller.executeHandler = async cells => {
    const executions = cells.map(cell => controller.createNotebookCellExecution(cell));
    try {
      await (await start()).notebooks.run(executions);
    } catch (error) {
      log.error(`notebook: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      throw error;
    }
  };
  return controller;
}
