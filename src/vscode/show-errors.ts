import * as vscode from "vscode";

/** Errors whose message is written for a person. They are told by name, because they come from another bundle or the worker. */
const forPeople: ReadonlySet<string> = new Set(["UserError", "HubError"]);

/**
 * Runs what a person started. A failure is logged under `what` and shown once: ours as it is, anything else with a way to
 * the log; what the person canceled is silent. Resolves to null then, without waiting for the message to be closed.
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

function isCanceled(error: unknown): boolean {
  const { name, reason } = (error ?? {}) as { readonly name?: unknown; readonly reason?: unknown };
  return name === "Canceled" || name === "AbortError" || (name === "HubError" && reason === "canceled");
}

async function show(error: unknown, what: string, log: vscode.LogOutputChannel): Promise<void> {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const isForPeople = forPeople.has(name);
  log.error(`${what}: ${isForPeople ? message : (stack ?? message)}`);
  const text = isForPeople ? message : `Hub Lineage could not finish this: ${message}`;
  const choice = await vscode.window.showErrorMessage(text, "Show Log");
  if (choice === "Show Log") log.show();
}
