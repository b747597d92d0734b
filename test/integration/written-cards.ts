import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";

const source = "Hub Lineage";

/** The first folder of the sample workspace. */
export function folder(): string {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first, "the harness must open the sample workspace");
  return first.uri.fsPath;
}

/** Writes a card to disk as exact bytes and returns its URI. */
export function written(name: string, bytes: string): vscode.Uri {
  mkdirSync(join(folder(), name), { recursive: true });
  writeFileSync(join(folder(), name, "README.md"), bytes);
  return vscode.Uri.file(join(folder(), name, "README.md"));
}

/** Our diagnostics of a document. */
export function ours({ uri }: { readonly uri: vscode.Uri }): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(each => each.source === source);
}

/** The rule of a diagnostic. */
export function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === "object" ? code.value : code;
}

/** Resolves once a document has a finding of a rule. */
export async function finding(
  document: { readonly uri: vscode.Uri },
  rule: string,
): Promise<vscode.Diagnostic> {
  const find = () => ours(document).find(each => codeOf(each) === rule);
  return new Promise((resolve, reject) => {
    const done = (found: vscode.Diagnostic) => {
      clearTimeout(late);
      listener.dispose();
      resolve(found);
    };
    const late = setTimeout(() => {
      listener.dispose();
      const there = ours(document).map(codeOf).join(", ");
      reject(new Error(`${document.uri.toString()} has no finding ${rule}, only: ${there}`));
    }, 20_000);
    const listener = vscode.languages.onDidChangeDiagnostics(() => {
      const found = find();
      if (found) done(found);
    });
    const now = find();
    if (now) done(now);
  });
}

/** The Markdown of all hovers at a position, joined, without the entities that escape markup. */
export async function hoverAt(document: vscode.TextDocument, text: string): Promise<string> {
  const position = document.positionAt(document.getText().indexOf(text) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  return hovers
    .flatMap(hover => hover.contents)
    .map(content => (typeof content === "string" ? content : content.value))
    .join("\n")
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}

/** Points the extension to the harness's Hub. */
export async function useSampleHub(): Promise<void> {
  // In a remote window, a setting with this scope is stored in the machine's settings, which this writes.
  const hub = process.env.HUB_LINEAGE_HUB;
  const settings = vscode.workspace.getConfiguration("hubLineage");
  await settings.update("endpoint", hub, vscode.ConfigurationTarget.Global);
  assert.equal(vscode.workspace.getConfiguration("hubLineage").get("endpoint"), hub);
}

/** Resolves once `holds` returns a value other than undefined; throws with `what` if it never does. */
export async function until<T>(
  what: string,
  holds: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const value = await holds();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`This did not happen within 20 s: ${what}.`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
