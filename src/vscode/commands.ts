import * as vscode from "vscode";
import { HubError, UserError } from "../app/ports";
import type { Start } from "./start";

/** Registers a command whose errors reach a person: cancelled is silent, ours is shown as it is, anything else points to the log. */
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

async function report(error: unknown, command: string, log: vscode.LogOutputChannel): Promise<void> {
  if (error instanceof HubError && error.reason === "cancelled") return;
  const known =
    error instanceof UserError || error instanceof HubError || (error as Error | null)?.name === "UserError";
  const message = error instanceof Error ? error.message : String(error);
  log.error(
    `command=${command} ${known ? message : error instanceof Error ? (error.stack ?? message) : message}`,
  );
  const text = known ? message : `Hub Lineage could not finish this: ${message}`;
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
    command("chooseModel", async () => (await start()).actions.chooseModel()),
    command("compareWithParent", async target => (await start()).actions.compareWithParent(target)),
    command("openOnHub", async target => (await start()).actions.openOnHub(target)),
    command("openCard", async target => (await start()).actions.openCard(target)),
    command("loadMore", async target => (await start()).actions.loadMore(target)),
    command("signIn", async () => (await import("./account")).signIn((await start()).session)),
    command("signOut", async () => (await import("./account")).signOut((await start()).session)),
    command("clearIndex", async () => (await import("./forget-index")).forgetIndex((await start()).session)),
    command("showLog", async () => log.show()),
  );
}
