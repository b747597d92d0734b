import * as vscode from "vscode";
import { queryMark } from "../../app/index/query-template";
import { type SqlStatement, statementAt, statementsOf } from "../../app/index/sql-statements";
import { t } from "../../words/words";

/** Documents that can contain queries on the index; their first line decides. */
const sqlSelector: vscode.DocumentSelector = { language: "sql" };

/** Whether a document's statements are queries on the index. */
export function isQueryDocument(document: vscode.TextDocument): boolean {
  return document.languageId === "sql" && document.lineAt(0).text.startsWith(queryMark);
}

/** The statement at the cursor of the active query document; null if there is none. */
export function statementInFront(): { document: vscode.TextDocument; statement: SqlStatement } | null {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !isQueryDocument(editor.document)) return null;
  const { document } = editor;
  const statement = statementAt(document.getText(), document.offsetAt(editor.selection.active));
  return statement && { document, statement };
}

/** Shows "Run Query" above each statement of a query document, and enables its keybinding only in such documents. */
export function registerQueryDocuments(): vscode.Disposable {
  let reported = "[]";
  // Sets a list of paths because a flag for the active editor would lag behind when the user switches editors.
  const update = (): void => {
    const documents = vscode.workspace.textDocuments.filter(isQueryDocument);
    const paths = documents.flatMap(({ uri }) => [uri.path, uri.fsPath]);
    if (JSON.stringify(paths) === reported) return;
    reported = JSON.stringify(paths);
    void vscode.commands.executeCommand("setContext", "hubLineage.queryDocuments", paths);
  };
  const updateFor = (document: vscode.TextDocument): void => {
    if (document.languageId === "sql") update();
  };
  update();
  return vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider(sqlSelector, { provideCodeLenses: lenses }),
    vscode.workspace.onDidOpenTextDocument(updateFor),
    vscode.workspace.onDidChangeTextDocument(({ document }) => updateFor(document)),
    vscode.workspace.onDidCloseTextDocument(update),
  );
}

function lenses(document: vscode.TextDocument): vscode.CodeLens[] {
  if (!isQueryDocument(document)) return [];
  return statementsOf(document.getText()).map(({ start }) => {
    const at = document.positionAt(start);
    return new vscode.CodeLens(new vscode.Range(at, at), {
      title: t`▷ Run Query`,
      tooltip: t`Run this statement on the index (Ctrl+Enter or Cmd+Enter)`,
      command: "hubLineage.runQuery",
      arguments: [document.uri.toString(), start],
    });
  });
}
