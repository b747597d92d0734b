import { startWorker } from "#platform";
import type { HubFiles, ImportProgress } from "../../app/ports/snapshot-ports";
import { Channel } from "../../channel";
import type { SnapshotHostCalls, SnapshotWorkerCalls } from "../../protocol";
import { runApart } from "../run-apart";

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

/** Runs one task in a program of its own, ended as `runApart` says. What it has not put in its place by then leaves no trace. */
export async function snapshotTask<T>(
  { scriptPath, files, signal, onProgress }: SnapshotParts,
  work: SnapshotTask<T>,
): Promise<T> {
  const readScript = (): Promise<Uint8Array> => Promise.reject(new Error("This program is a file."));
  const host: SnapshotHostCalls = {
    part: request => files.part(request, signal),
    progress: async progress => onProgress?.(progress),
  };
  const start = (onExit: (reason: string) => void) => startWorker({ scriptPath, readScript, onExit });
  return runApart({ start, signal, canceled: "It was canceled." }, async program =>
    work(new Channel(await program, host)),
  );
}
