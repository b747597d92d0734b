import * as vscode from "vscode";
import type { Fix } from "../card/finding";
import { diagnosticSource } from "./diagnostics";
import type { OpenCards } from "./open-cards";
import { cardSelector } from "./selector";

/** Offers the fixes of the findings under the cursor. */
export function registerQuickFixes(cards: OpenCards): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions(document, range, context) {
      const card = cards.get(document);
      if (card === null || card.version !== document.version) return [];
      const start = document.offsetAt(range.start);
      const end = document.offsetAt(range.end);
      const touched = card.findings.filter(
        finding => finding.range.start <= end && start <= finding.range.end,
      );
      return touched.flatMap(finding =>
        finding.fixes.map((fix, i) => {
          const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
          action.edit = toEdit(document, fix);
          action.isPreferred = i === 0;
          action.diagnostics = context.diagnostics.filter(
            each => each.source === diagnosticSource && codeOf(each) === finding.rule,
          );
          return action;
        }),
      );
    },
  };
  return vscode.languages.registerCodeActionsProvider(cardSelector, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}

function codeOf(diagnostic: vscode.Diagnostic): unknown {
  return typeof diagnostic.code === "object" ? diagnostic.code.value : diagnostic.code;
}

function toEdit(document: vscode.TextDocument, fix: Fix): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of fix.edits) {
    edit.replace(
      document.uri,
      new vscode.Range(document.positionAt(range.start), document.positionAt(range.end)),
      newText,
    );
  }
  return edit;
}
