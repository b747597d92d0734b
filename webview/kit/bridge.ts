import { Channel, remote } from "../../src/channel";

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** The calls every panel supports. */
interface AnyPanelCalls {
  failed(message: string): Promise<void>;
}

/** A view's connection to its panel. */
export interface Bridge<Calls> {
  readonly calls: Calls;
  /** The saved state; untrusted. */
  readonly kept: unknown;
  keep(state: unknown): void;
  /** Runs a promise in the background; failures go to the log. */
  run(work: Promise<unknown>): void;
}

/** Connects a view to its panel, once per page; uncaught errors go to the panel's log. */
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
    // If even this fails, the host is gone.
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
