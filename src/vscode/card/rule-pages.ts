import * as vscode from "vscode";
import { rulePagePath } from "../../card/rule-pages/rule-page-path";
import { rules } from "../../card/rules";
import { asObject } from "../../lineage/checked-json";
import { ownValue } from "../../lineage/own-value";
import { t } from "../../words/words";

const scheme = "hub-lineage-rule";

/** The URI of a rule's page, which opens rendered: the manifest associates the scheme with VS Code's Markdown preview. */
export function ruleUri(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${rule}.md` });
}

/** Provides a page for every rule: what it finds and why, a card before and after its fix, and how to silence it. */
export function registerRulePages(extensionUri: vscode.Uri): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: uri => pageOf(uri.path.slice(1).replace(/\.md$/, ""), extensionUri),
  });
}

async function pageOf(id: string, extensionUri: vscode.Uri): Promise<string> {
  const rule = rules.find(each => each.id === id);
  if (rule === undefined) return `${t`There is no rule named ${id}.`}\n`;
  const text = await packedPage(id, extensionUri);
  // Its first and last line are for readers of the repository.
  return text?.replace(/^<!--.*-->\s*/, "").replace(/\nCode: \[.*\n$/, "") ?? `# ${id}\n\n${rule.summary}\n`;
}

/** The page of a rule from the file that the build makes of all; null if there is none. */
async function packedPage(id: string, extensionUri: vscode.Uri): Promise<string | null> {
  try {
    const file = vscode.Uri.joinPath(extensionUri, "dist/rule-pages.json");
    const pages = asObject(JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))));
    const page = pages === null ? undefined : ownValue(pages, basename(rulePagePath(id)));
    return typeof page === "string" ? page : null;
  } catch {
    return null;
  }
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
