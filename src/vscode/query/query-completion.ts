import * as vscode from "vscode";
import { queryCompletions } from "../../app/index/query-completions";
import { queryTables, tablesFromRows, tablesQuery } from "../../app/index/query-template";
import { statementAt } from "../../app/index/sql-statements";
import { notebookTypes } from "../notebook/register-notebooks";
import type { Session } from "../session";
import { isQueryDocument } from "./query-document";

/** Completes the names of tables and columns in query documents and in the cells of notebooks. */
export function registerQueryCompletion(session: Session): vscode.Disposable {
  const selector = [
    { language: "sql" },
    ...notebookTypes.map(notebookType => ({ language: "sql", notebookType })),
  ];
  const provider: vscode.CompletionItemProvider = {
    async provideCompletionItems(document, position) {
      if (document.uri.scheme !== "vscode-notebook-cell" && !isQueryDocument(document)) return null;
      const [{ rows }, { snapshot }] = await Promise.all([
        session.index.query({ sql: tablesQuery, limit: 1_000 }),
        session.index.status(),
      ]);
      const text = document.getText();
      const word = document.getWordRangeAtPosition(position, /\w+/) ?? new vscode.Range(position, position);
      const start = document.offsetAt(word.start);
      const statement = statementAt(text, start);
      const from = statement === null || statement.start > start ? start : statement.start;
      const tables = queryTables(tablesFromRows(rows), snapshot !== null);
      return queryCompletions(text.slice(from, start), statement?.sql ?? "", tables).map((offer, at) => {
        const item = new vscode.CompletionItem(
          { label: offer.label, description: offer.detail },
          kinds[offer.kind],
        );
        item.range = word;
        item.sortText = String(at).padStart(5, "0");
        return item;
      });
    },
  };
  return vscode.languages.registerCompletionItemProvider(selector, provider, ".", " ");
}

const kinds = { table: vscode.CompletionItemKind.Struct, column: vscode.CompletionItemKind.Field } as const;
