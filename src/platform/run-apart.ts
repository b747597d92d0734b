import type { Wire } from "../channel";
import type { StartedWorker } from "./started-worker";

/** A worker that is started for a single result, and what can stop it early. */
export interface ApartProgram {
  /** Starts the worker; `onExit` is called if it exits on its own, which rejects the result. */
  start(onExit: (reason: string) => void): Promise<StartedWorker>;
  /** Stops the worker when the user cancels. */
  readonly signal: AbortSignal;
  /** Message of the AbortError after a cancellation. */
  readonly canceled: string;
  /** Stops the worker after `ms` with an error. */
  readonly limit?: { readonly ms: number; error(): Error };
}

/**
 * Runs `work` with a worker of its own, and terminates the worker after the result, at the time limit, or as soon as
 * `signal` aborts, which rejects with an AbortError.
 */
export async function runApart<T>(
  { start, signal, canceled, limit }: ApartProgram,
  work: (program: Promise<Wire>) => Promise<T>,
): Promise<T> {
  const abortError = (): Error => new DOMException(canceled, "AbortError");
  if (signal.aborted) throw abortError();
  let stop: (error: Error) => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  // If the work settles first, nothing else handles this rejection.
  stopped.catch(() => undefined);
  const cancel = (): void => stop(abortError());
  signal.addEventListener("abort", cancel);
  const timer = limit && setTimeout(() => stop(limit.error()), limit.ms);
  const starting = start(reason => stop(new Error(reason)));
  try {
    return await Promise.race([work(starting.then(({ wire }) => wire)), stopped]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", cancel);
    starting.then(
      worker => worker.terminate(),
      () => undefined,
    );
  }
}
