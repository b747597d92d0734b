import * as vscode from "vscode";
import type { HubFailureReason } from "../app/ports/errors";
import { type NamedCommand, remediesFor } from "../app/remedies";
import { withoutLinks } from "../lineage/showable";
import { t } from "../words/words";

/** Errors with a message for the user. They are recognized by name because they come from another bundle or the worker. */
const forPeople: ReadonlySet<string> = new Set(["UserError", "HubError"]);

/**
 * Runs an action that the user started. A failure is logged under `what` and shown once; a cancellation is not. On
 * failure, resolves to null without waiting for the user to close the message.
 */
export async function showErrors<T>(
  what: string,
  log: vscode.LogOutputChannel,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!isCanceled(error)) void show(error, what, log);
    return null;
  }
}

/** Whether an error only says that the user or their program canceled the work. */
export function isCanceled(error: unknown): boolean {
  const { name, reason } = (error ?? {}) as { readonly name?: unknown; readonly reason?: unknown };
  return name === "Canceled" || name === "AbortError" || (name === "HubError" && reason === "canceled");
}

async function show(error: unknown, what: string, log: vscode.LogOutputChannel): Promise<void> {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const isForPeople = forPeople.has(name);
  log.error(`${what}: ${isForPeople ? message : (stack ?? message)}`);
  const text = isForPeople ? message : t`Hub Lineage could not complete the action: ${message}`;
  const { reason } = (error ?? {}) as { readonly reason?: HubFailureReason };
  const remedies = isForPeople ? remediesFor(message, ownCommands(), reason) : [];
  const labels = remedies.map(({ label }) => label);
  const showLog = t`Show Log`;
  const choice = await vscode.window.showErrorMessage(withoutLinks(text), ...labels, showLog);
  if (choice === showLog) log.show();
  const remedy = remedies.find(({ label }) => label === choice);
  if (remedy !== undefined) await vscode.commands.executeCommand(remedy.command, ...remedy.arguments);
}

/** Our commands by the titles that the user sees. */
function ownCommands(): readonly NamedCommand[] {
  return vscode.extensions.getExtension("hub-lineage.hub-lineage")?.packageJSON.contributes.commands ?? [];
}
