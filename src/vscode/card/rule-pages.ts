import * as vscode from "vscode";
import { rulePage } from "../../card/rule-page";
import { rules } from "../../card/rules";

const scheme = "hub-lineage-rule";

/** The URI of a rule's page, which opens as a read-only document. */
export function ruleUri(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${rule}.md` });
}

/** Provides a page for every rule that explains what it finds and why, its severity, and how to change it. */
export function registerRulePages(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: uri => pageOf(uri.path.slice(1).replace(/\.md$/, "")),
  });
}

function pageOf(id: string): string {
  const rule = rules.find(each => each.id === id);
  return rule === undefined ? `There is no rule named ${id}.\n` : rulePage(rule);
}
