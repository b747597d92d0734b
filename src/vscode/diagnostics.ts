import * as vscode from "vscode";
import type { Finding, Severity } from "../card/finding";
import type { OpenCards } from "./open-cards";
import { ruleUri } from "./rule-pages";

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** The name under which our findings stand in the Problems view. */
export const diagnosticSource = "Hub Lineage";

/** Shows the findings of every open card in the Problems view and as squiggles. */
export function registerDiagnostics(cards: OpenCards): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("hub-lineage");
  const show = (document: vscode.TextDocument): void => {
    const card = cards.get(document);
    if (card === null) collection.delete(document.uri);
    else
      collection.set(
        document.uri,
        card.findings.map(finding => toDiagnostic(document, finding)),
      );
  };
  for (const card of cards.all) show(card.document);
  return vscode.Disposable.from(collection, cards.onDidChange(show));
}

function toDiagnostic(document: vscode.TextDocument, finding: Finding): vscode.Diagnostic {
  const range = new vscode.Range(
    document.positionAt(finding.range.start),
    document.positionAt(finding.range.end),
  );
  const diagnostic = new vscode.Diagnostic(range, finding.message, severities[finding.severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: finding.rule, target: ruleUri(finding.rule) };
  return diagnostic;
}
