import * as vscode from "vscode";
import { type AnalysisReport, reportToMarkdown } from "../app/analysis-report";

const scheme = "hub-lineage-analysis";

/** Shows what analyses found as Markdown documents, read-only, in VS Code's own preview. */
export class AnalysisPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  readonly onDidChange = this.#changed.event;

  provideTextDocumentContent({ path }: vscode.Uri): string {
    return this.#texts.get(path) ?? "This analysis was run before VS Code was restarted. Run it again.";
  }

  /** Shows a report; a newer one of the same analysis takes its place. */
  async show(report: AnalysisReport): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${report.title}.md` });
    this.#texts.set(uri.path, reportToMarkdown(report));
    this.#changed.fire(uri);
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
