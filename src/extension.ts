import * as vscode from "vscode";
import { registerTools } from "./vscode/agents/register-tools";
import { registerCommands } from "./vscode/commands";
import { ModelFamilyTree } from "./vscode/family/model-family";
import { IndexTree } from "./vscode/index/index-view";
import { once } from "./vscode/lifecycle";
import { registerNotebooks } from "./vscode/notebook/register-notebooks";
import { registerPanelRestore } from "./vscode/panel-restore";
import { registerQueryDocuments } from "./vscode/query/query-document";
import { registerSample } from "./vscode/sample/register-sample";
import { speakLikeEditor } from "./vscode/speech";
import type { Start } from "./vscode/start-extension";
import { watchForCards } from "./vscode/watch-for-cards";

/** Registers the entry points for VS Code; the first card, command, or view loads everything else. */
export function activate(context: vscode.ExtensionContext): void {
  speakLikeEditor();
  const log = vscode.window.createOutputChannel("Hub Lineage", { log: true });
  const tree: ModelFamilyTree = new ModelFamilyTree(async () => (await load()).session);
  const load: Start = once(async () => (await import("./open")).open(context, log, tree));
  const notebooks = once(async () => (await import("./open")).openNotebooks(context, log, load));
  const index = new IndexTree(load);
  context.subscriptions.push(
    log,
    index,
    vscode.window.registerTreeDataProvider("hubLineage.modelFamily", tree),
    vscode.window.registerTreeDataProvider("hubLineage.index", index),
    registerQueryDocuments(),
    registerCommands(load, log),
    registerPanelRestore(load),
    registerNotebooks(notebooks),
    watchForCards(load),
    registerTools(load, context),
    registerSample(async () => (await import("./open")).openSampleFiles(), load),
  );
}
