import { startWorker } from "#platform";
import type { HubFiles, ImportProgress } from "../../app/ports/snapshot-ports";
import { Channel } from "../../channel";
import { runApart } from "../../platform/run-apart";
import type { SnapshotHostCalls, SnapshotWorkerCalls } from "../../protocol";
import { t } from "../../words/words";

/** What a snapshot task needs. */
export interface SnapshotParts {
  /** Absolute path of the worker script. */
  readonly scriptPath: string;
  readonly files: HubFiles;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** Work to do with the snapshot worker. */
export type SnapshotTask<T> = (program: Channel<SnapshotWorkerCalls>) => Promise<T>;

/** Runs one task in a worker of its own with `runApart`. A stopped task leaves no partial results. */
export async function snapshotTask<T>(
  { scriptPath, files, signal, onProgress }: SnapshotParts,
  work: SnapshotTask<T>,
): Promise<T> {
  const readScript = (): Promise<Uint8Array> =>
    Promise.reject(new Error("The snapshot worker is loaded from a file."));
  const host: SnapshotHostCalls = {
    part: request => files.part(request, signal),
    progress: async progress => onProgress?.(progress),
  };
  const start = (onExit: (reason: string) => void) => startWorker({ scriptPath, readScript, onExit });
  return runApart({ start, signal, canceled: t`The task was canceled.` }, async program =>
    work(new Channel(await program, host)),
  );
}
