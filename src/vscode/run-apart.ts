import type { Wire } from "../channel";
import type { StartedWorker } from "../platform/started-worker";

/** A program that is run for one answer, and when it is ended before that. */
export interface ApartProgram {
  /** Starts it; `onExit` is told when it ends by itself, which rejects the answer. */
  start(onExit: (reason: string) => void): Promise<StartedWorker>;
  /** Ends it when the person cancels. */
  readonly signal: AbortSignal;
  /** What the AbortError says then. */
  readonly canceled: string;
  /** Ends it after so many ms, with an error. */
  readonly limit?: { readonly ms: number; error(): Error };
}

/**
 * Runs a program apart for what `work` asks of it, and ends it with the answer, whatever it is doing: after the result,
 * at the limit of time, or at once when `signal` aborts (an error named AbortError).
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
  // The race may be over before the stop; nobody listens then.
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
