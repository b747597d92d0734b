import * as vscode from "vscode";
import type { Finding, Severity } from "../../card/finding";
import { lineStarts, toPosition } from "../../card/position";
import { hubCardAddress } from "../family/hub-card-address";
import type { OpenCards } from "./open-cards";
import { ruleUri } from "./rule-pages";

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** The source of our findings in the Problems view. */
export const diagnosticSource = "Hub Lineage";

/** Shows the findings of open cards and of closed cards that were checked, in the Problems view and as squiggles. */
export class Diagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection("hub-lineage");
  readonly #cards: OpenCards;
  readonly #shown = new Map<string, string>();
  readonly #following: vscode.Disposable;

  constructor(cards: OpenCards) {
    this.#cards = cards;
    for (const card of cards.all) this.#follow(card.document);
    this.#following = cards.onDidChange(document => this.#follow(document));
  }

  /** Shows the findings of a text that need not be open; an empty list clears earlier ones. */
  show(uri: vscode.Uri, text: string, findings: readonly Finding[]): void {
    const key = uri.toString();
    const diagnostics = findings.length === 0 ? [] : toDiagnostics(text, findings);
    const shown = JSON.stringify(diagnostics);
    // Setting the same findings again would end what VS Code does with them, such as collecting quick fixes.
    if ((this.#shown.get(key) ?? "[]") === shown) return;
    if (findings.length === 0) {
      this.#shown.delete(key);
      this.#collection.delete(uri);
    } else {
      this.#shown.set(key, shown);
      this.#collection.set(uri, diagnostics);
    }
  }

  dispose(): void {
    this.#following.dispose();
    this.#collection.dispose();
  }

  #follow(document: vscode.TextDocument): void {
    const card = this.#cards.get(document);
    this.show(document.uri, card?.text ?? "", card?.findings ?? []);
  }
}

/** The rule of one of our diagnostics; null for another extension's. */
export function ruleOf({ source, code }: vscode.Diagnostic): string | null {
  if (source !== diagnosticSource) return null;
  const value = typeof code === "object" ? code.value : code;
  return typeof value === "string" ? value : null;
}

/** The keys that rules are about, where the name of their area says it. */
const keys: ReadonlyMap<string, string> = new Map([
  ["license", "license"],
  ["base-model", "base_model"],
  ["trait/languages-lost", "language"],
  ["trait/task-changed", "pipeline_tag"],
  ["trait/library-changed", "library_name"],
  ["trait/datasets-lost", "datasets"],
  ["trait/safety-tag-lost", "tags"],
  ["trait/evaluation-lost", "model-index"],
]);

/** The key of a parent's card at which a rule found something; undefined if it is about the whole card. */
function keyOf(rule: string): string | undefined {
  return keys.get(rule) ?? keys.get(rule.split("/")[0] ?? "");
}

function toDiagnostics(text: string, findings: readonly Finding[]): vscode.Diagnostic[] {
  const starts = lineStarts(text);
  const at = (offset: number): vscode.Position => {
    const { line, character } = toPosition(text, offset, starts);
    return new vscode.Position(line, character);
  };
  return findings.map(({ rule, severity, message, range, related }) => {
    const place = new vscode.Range(at(range.start), at(range.end));
    const diagnostic = new vscode.Diagnostic(place, message, severities[severity]);
    diagnostic.source = diagnosticSource;
    diagnostic.code = { value: rule, target: ruleUri(rule) };
    if (related?.id !== undefined) {
      // VS Code names the file, which is README.md for every model.
      const told = `${related.id}: ${related.message}`;
      const card = new vscode.Location(hubCardAddress(related.id, keyOf(rule)), new vscode.Position(0, 0));
      diagnostic.relatedInformation = [new vscode.DiagnosticRelatedInformation(card, told)];
    }
    return diagnostic;
  });
}
