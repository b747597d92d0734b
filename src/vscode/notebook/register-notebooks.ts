import type { NotebookData, NotebookSerializer } from "vscode";
import * as vscode from "vscode";

/** The types of notebooks: the one that opens `*.lineage.sql`, and the one that *Open With…* offers for other SQL files. */
export const notebookTypes = ["hub-lineage-notebook", "hub-lineage-sql-notebook"] as const;

/** Registers the notebooks; the first one that is opened loads what reads, writes, and runs them. Outputs are not saved. */
export function registerNotebooks(load: () => Promise<NotebookSerializer>): vscode.Disposable {
  const serializer: NotebookSerializer = {
    deserializeNotebook: async (bytes, token) => (await load()).deserializeNotebook(bytes, token),
    serializeNotebook: async (data: NotebookData, token) => (await load()).serializeNotebook(data, token),
  };
  return vscode.Disposable.from(
    ...notebookTypes.map(type =>
      vscode.workspace.registerNotebookSerializer(type, serializer, { transientOutputs: true }),
    ),
  );
}
