import * as vscode from "vscode";

/** A notification that says how far work is, and that a person can cancel. */
export interface CancelableProgress {
  /** Aborts when the person cancels. */
  readonly signal: AbortSignal;
  report(message: string): void;
}

/** Runs work with a notification that can be canceled. Resolves to null where it failed because the person canceled it. */
export async function withCancelableProgress<T>(
  title: string,
  work: (progress: CancelableProgress) => Promise<T>,
): Promise<T | null> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (bar, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    try {
      return await work({ signal: stop.signal, report: message => bar.report({ message }) });
    } catch (error) {
      if (stop.signal.aborted) return null;
      throw error;
    }
  });
}
