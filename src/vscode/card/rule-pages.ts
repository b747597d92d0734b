import * as vscode from "vscode";
import { rulePage } from "../../card/rule-page";
import { rules } from "../../card/rules";

const scheme = "hub-lineage-rule";

/** The address of a rule's page, which opens as a read-only document. */
export function ruleUri(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${rule}.md` });
}

/** Serves a page for every rule: what it finds, why, how severe it is, and how to change that. */
export function registerRulePages(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: uri => pageOf(uri.path.slice(1).replace(/\.md$/, "")),
  });
}

function pageOf(id: string): string {
  const rule = rules.find(each => each.id === id);
  return rule === undefined ? `There is no rule named ${id}.\n` : rulePage(rule);
}
