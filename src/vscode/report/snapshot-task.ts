import { startWorker } from "#platform";
import type { HubFiles, ImportProgress } from "../../app/ports/snapshot-ports";
import { Channel } from "../../channel";
import type { SnapshotHostCalls, SnapshotWorkerCalls } from "../../protocol";

/** What a task over a snapshot needs. */
export interface SnapshotParts {
  /** Absolute path of the program. */
  readonly scriptPath: string;
  readonly files: HubFiles;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** Work that is done with the program. */
export type SnapshotTask<T> = (program: Channel<SnapshotWorkerCalls>) => Promise<T>;

/**
 * Runs one task in a program of its own, which is ended with the task, whatever it is doing: after its result, or at
 * once when `signal` aborts (an error named AbortError). What it has not put in its place by then leaves no trace.
 */
export async function snapshotTask<T>(
  { scriptPath, files, signal, onProgress }: SnapshotParts,
  work: SnapshotTask<T>,
): Promise<T> {
  signal.throwIfAborted();
  let stop: (error: Error) => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  // The race may be over before the stop; nobody listens then.
  stopped.catch(() => undefined);
  const cancel = (): void => stop(new DOMException("It was canceled.", "AbortError"));
  signal.addEventListener("abort", cancel);
  const readScript = (): Promise<Uint8Array> => Promise.reject(new Error("This program is a file."));
  const starting = startWorker({ scriptPath, readScript, onExit: reason => stop(new Error(reason)) });
  const host: SnapshotHostCalls = {
    part: request => files.part(request, signal),
    progress: async progress => onProgress?.(progress),
  };
  try {
    const run = async (): Promise<T> => work(new Channel((await starting).wire, host));
    return await Promise.race([run(), stopped]);
  } finally {
    signal.removeEventListener("abort", cancel);
    starting.then(
      worker => worker.terminate(),
      () => undefined,
    );
  }
}
