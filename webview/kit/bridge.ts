import { Channel, remote } from "../../src/channel";

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** What every view asks of its panel. */
interface AnyPanelCalls {
  failed(message: string): Promise<void>;
}

/** A view's way to its panel. */
export interface Bridge<Calls> {
  readonly calls: Calls;
  /** What was kept, of any origin. */
  readonly kept: unknown;
  keep(state: unknown): void;
  /** Takes a promise that nobody waits for; its failure goes to the log. */
  run(work: Promise<unknown>): void;
}

/** Connects a view with its panel, once in a page; errors that nobody caught go to the panel's log. */
export function bridge<Calls extends AnyPanelCalls>(
  served: object,
  names: Readonly<Record<keyof Calls & string, true>>,
): Bridge<Calls> {
  const vscode = acquireVsCodeApi();
  const wire = {
    post: (message: unknown) => vscode.postMessage(message),
    onMessage: (handler: (message: unknown) => void) =>
      addEventListener("message", event => handler(event.data)),
  };
  const calls = remote(new Channel<Calls>(wire, served), names);
  const fail = (error: unknown) => {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    // When even this fails, the host is gone and nobody is left to tell.
    calls.failed(words).catch(() => undefined);
  };
  addEventListener("error", event => fail(event.error ?? event.message));
  addEventListener("unhandledrejection", event => fail(event.reason));
  return {
    calls,
    kept: vscode.getState(),
    keep: state => vscode.setState(state),
    run: work => void work.catch(fail),
  };
}
