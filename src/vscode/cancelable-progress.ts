import * as vscode from "vscode";
import { isCanceled } from "./show-errors";

/** A progress notification that the user can cancel. */
export interface CancelableProgress {
  /** Aborts when the user cancels. */
  readonly signal: AbortSignal;
  report(message: string): void;
}

/** Runs work with a cancelable progress notification. Resolves to null if the user canceled it; other errors pass. */
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
      if (stop.signal.aborted && isCanceled(error)) return null;
      throw error;
    }
  });
}
