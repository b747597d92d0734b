import * as vscode from "vscode";
import { queryMark } from "../app/query-template";
import { type SqlStatement, statementAt, statementsOf } from "../app/sql-statements";
import { ContextKey } from "./lifecycle";

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
  const open = new ContextKey("hubLineage.queryOpen");
  const follow = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    open.set(document !== undefined && isQueryDocument(document));
  };
  follow();
  return vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider(sqlSelector, { provideCodeLenses: lenses }),
    vscode.window.onDidChangeActiveTextEditor(follow),
    vscode.workspace.onDidChangeTextDocument(follow),
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
