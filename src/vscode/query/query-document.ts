import * as vscode from "vscode";
import { queryMark } from "../../app/index/query-template";
import { type SqlStatement, statementAt, statementsOf } from "../../app/index/sql-statements";

/** The documents that can hold queries over the index; which of them do is told by their first line. */
const sqlSelector: vscode.DocumentSelector = { language: "sql" };

/** Whether a document's statements are queries over the index. */
export function isQueryDocument(document: vscode.TextDocument): boolean {
  return document.languageId === "sql" && document.lineAt(0).text.startsWith(queryMark);
}

/** The statement at the cursor of the query document in front; null where there is none. */
export function statementInFront(): { document: vscode.TextDocument; statement: SqlStatement } | null {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !isQueryDocument(editor.document)) return null;
  const { document } = editor;
  const statement = statementAt(document.getText(), document.offsetAt(editor.selection.active));
  return statement && { document, statement };
}

/** Shows "Run Query" above each statement of a query document, and keeps the keys that run it to such documents. */
export function registerQueryDocuments(): vscode.Disposable {
  let told = "[]";
  // A list, not a yes or no about the editor in front: that would come late when a person goes from one to another.
  const tell = (): void => {
    const documents = vscode.workspace.textDocuments.filter(isQueryDocument);
    const paths = documents.flatMap(({ uri }) => [uri.path, uri.fsPath]);
    if (JSON.stringify(paths) === told) return;
    told = JSON.stringify(paths);
    void vscode.commands.executeCommand("setContext", "hubLineage.queryDocuments", paths);
  };
  const tellOf = (document: vscode.TextDocument): void => {
    if (document.languageId === "sql") tell();
  };
  tell();
  return vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider(sqlSelector, { provideCodeLenses: lenses }),
    vscode.workspace.onDidOpenTextDocument(tellOf),
    vscode.workspace.onDidChangeTextDocument(({ document }) => tellOf(document)),
    vscode.workspace.onDidCloseTextDocument(tell),
  );
}

function lenses(document: vscode.TextDocument): vscode.CodeLens[] {
  if (!isQueryDocument(document)) return [];
  return statementsOf(document.getText()).map(({ start }) => {
    const at = document.positionAt(start);
    return new vscode.CodeLens(new vscode.Range(at, at), {
      title: "▷ Run Query",
      tooltip: "Runs this statement over the index (Ctrl+Enter, Cmd+Enter)",
      command: "hubLineage.runQuery",
      arguments: [document.uri.toString(), start],
    });
  });
}
