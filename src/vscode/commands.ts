import * as vscode from "vscode";
import type { Start } from "./start-extension";

/** Registers a command whose errors reach a person: canceled is silent, ours is shown as it is, anything else points to the log. */
export function registerCommand(
  name: string,
  log: vscode.LogOutputChannel,
  run: (...args: readonly unknown[]) => Promise<void>,
): vscode.Disposable {
  return vscode.commands.registerCommand(`hubLineage.${name}`, async (...args: unknown[]) => {
    try {
      await run(...args);
    } catch (error) {
      await report(error, name, log);
    }
  });
}

/** Errors whose message is written for a person. They are told by name, because they come from another bundle or the worker. */
const forPeople: ReadonlySet<string> = new Set(["UserError", "HubError"]);

async function report(error: unknown, command: string, log: vscode.LogOutputChannel): Promise<void> {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (name === "Canceled") return;
  if (name === "HubError" && (error as { reason?: unknown }).reason === "canceled") return;
  const isForPeople = forPeople.has(name);
  log.error(`command=${command} ${isForPeople ? message : (stack ?? message)}`);
  const text = isForPeople ? message : `Hub Lineage could not finish this: ${message}`;
  const choice = await vscode.window.showErrorMessage(text, "Show Log");
  if (choice === "Show Log") log.show();
}

/** Registers every command; each loads the session when it is first run. */
export function registerCommands(start: Start, log: vscode.LogOutputChannel): vscode.Disposable {
  const command = (name: string, run: (...args: readonly unknown[]) => Promise<void>): vscode.Disposable =>
    registerCommand(name, log, run);
  return vscode.Disposable.from(
    command("showFamily", async target => (await start()).actions.showFamily(target)),
    command("refreshFamily", async target => (await start()).actions.refreshFamily(target)),
    command("exportFamily", async target => (await start()).actions.exportFamily(target)),
    command("chooseModel", async () => (await start()).actions.chooseModel()),
    command("compareWithParent", async target => (await start()).actions.compareWithParent(target)),
    command("openOnHub", async target => (await start()).actions.openOnHub(target)),
    command("openCard", async target => (await start()).actions.openCard(target)),
    command("loadMore", async target => (await start()).actions.loadMore(target)),
    command("checkWorkspace", async () => (await start()).checkWorkspace()),
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
    command("clearIndex", async () => (await start()).forgetIndex()),
    command("indexFamily", async target => (await start()).jobs.indexFamily(target)),
    command("indexOrganization", async () => (await start()).jobs.indexOrganization()),
    command("importSnapshot", async () => (await start()).snapshots.importSnapshot()),
    command("runAnalysis", async () => (await start()).snapshots.runAnalysis()),
    command("showLog", async () => log.show()),
  );
}
