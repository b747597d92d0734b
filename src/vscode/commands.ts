import * as vscode from "vscode";
import { rowId } from "./model-id";
import { closeSampleWindow, isSampleWindow, openSampleWindow } from "./sample/sample-window";
import { openWalkthrough } from "./sample/walkthrough";
import { showErrors } from "./show-errors";
import type { Start } from "./start-extension";

/** Registers every command. The first one to run loads the session; each shows its own errors. */
export function registerCommands(startNow: Start, log: vscode.LogOutputChannel): vscode.Disposable {
  const start = async () => {
    const started = await startNow();
    await started.session.cards.settled();
    return started;
  };
  const command = (name: string, run: (...args: readonly unknown[]) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(`hubLineage.${name}`, (...args: unknown[]) =>
      showErrors(`command=${name}`, log, () => run(...args)),
    );
  return vscode.Disposable.from(
    command("showFamily", async target => (await start()).family.show(target)),
    command("showFamilyHere", async () => (await start()).family.showHere()),
    command("showFamilyOfFile", async target => (await start()).family.showOfFile(target)),
    command("refreshFamily", async target => (await start()).family.refresh(target)),
    command("exportFamily", async target => (await start()).family.export(target)),
    command("saveCardFigure", async target => (await start()).family.saveCardFigure(target)),
    command("chooseModel", async () => (await start()).family.chooseModel()),
    command("compareWithParent", async (parent, child) =>
      (await start()).family.compareWithParent(parent, child),
    ),
    command("compareTexts", async (parent, child) => (await start()).family.compareTexts(parent, child)),
    command("openOnHub", async target => (await start()).family.openOnHub(target)),
    command("openCard", async target => (await start()).family.openCard(target)),
    command("loadMore", async target => (await start()).family.loadMore(target)),
    command("checkWorkspace", async () => (await start()).checkWorkspace()),
    command("addFrontMatter", async target => (await start()).addFrontMatter(target)),
    command("addMissing", async () => (await start()).addMissing()),
    command("proposeChange", async target => (await start()).changes.propose(target)),
    command("openPullRequest", async uri => (await start()).changes.open(uri)),
    command("copyId", async target => vscode.env.clipboard.writeText(rowId(target))),
    command("newModelCard", async target => (await start()).newModelCard(target)),
    command("signIn", async () => (await start()).signIn()),
    command("signOut", async () => (await start()).signOut()),
    command("indexStatus", async () => void (await vscode.commands.executeCommand("hubLineage.index.focus"))),
    command("refreshIndex", async () => (await start()).index.refresh()),
    command("retryIndex", async target => (await start()).index.retry(target)),
    command("refreshIndexed", async target => (await start()).index.refreshIndexed(target)),
    command("forgetIndexed", async target => (await start()).index.forgetIndexed(target)),
    command("exportIndex", async () => (await start()).index.export()),
    command("queryIndex", async () => (await start()).queries.open()),
    command("runQuery", async (uri, offset) => (await start()).queries.run(uri, offset)),
    command("cancelQuery", async () => (await start()).queries.cancel()),
    command("newNotebook", async () => (await start()).notebooks.open()),
    command("exportNotebook", async () => (await start()).notebooks.export()),
    command("clearIndex", async () => (await start()).forgetIndex()),
    command("indexFamily", async target => (await start()).jobs.indexFamily(target)),
    command("indexOrganization", async () => (await start()).jobs.indexOrganization()),
    command("auditOrganization", async target => (await start()).audits.audit(target)),
    command("whatChanged", async target => (await start()).watches.show(target)),
    command("forgetWatched", async target => (await start()).watches.forget(target)),
    command("getDuckdb", async () => (await start()).getDuckdb()),
    command("importSnapshot", async () => (await start()).snapshots.importSnapshot()),
    command("runAnalysis", async () => (await start()).snapshots.runAnalysis()),
    command("lookUpAuthors", async () => (await start()).snapshots.lookUpAuthors()),
    command("writeReport", async () => (await start()).snapshots.writeReport()),
    command("trySample", async () =>
      isSampleWindow() ? (await startNow()).showSample() : openSampleWindow(),
    ),
    command("closeSample", closeSampleWindow),
    command("getStarted", openWalkthrough),
    command("showLog", async () => log.show()),
  );
}
