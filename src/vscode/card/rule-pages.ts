import * as vscode from "vscode";
import { rules } from "../../card/rules";

const scheme = "hub-lineage-rule";

/** The address of a rule's page, which opens as a read-only document. */
export function ruleUri(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${rule}.md` });
}

/** Serves a page for every rule: what it finds, how severe it is, and how to change that. */
export function registerRulePages(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: uri => rulePage(uri.path.slice(1).replace(/\.md$/, "")),
  });
}

function rulePage(id: string): string {
  const rule = rules.find(each => each.id === id);
  if (rule === undefined) return `There is no rule named ${id}.\n`;
  const setting = JSON.stringify({ "hubLineage.rules": { [id]: "off" } }, null, 2);
  return `# ${rule.id}

${rule.summary}

Severity: ${rule.severity}. To change it, or to turn the rule off, put this into your settings
("error", "warning", "info", "hint" or "off"):

${setting}

To silence one finding, put this behind its line:

# hub-lineage-disable-line ${rule.id}: why

${rule.id.startsWith("license/") ? "License findings are pointers to the texts of the licenses, not legal advice.\n" : ""}`;
}
